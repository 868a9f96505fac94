package community.kith.p2p.negotiate;

import community.kith.base.bytes.Varint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// multistream-select 1.0 (libp2p specs, `connections/README.md`): lines of text, each with its length before it.
///
/// Not one byte past the agreement is read, so a first payload sent along with the proposal stays in the channel.
public final class Multistream {
    private static final String HEADER = "/multistream/1.0.0";
    private static final String NOT_AVAILABLE = "na";
    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_PROPOSALS = 64;

    private Multistream() {}

    /// Proposes protocols in turn, as the end that opened the channel; empty when the other end wants none of them.
    public static Optional<String> propose(InputStream in, OutputStream out, List<String> protocols)
            throws IOException {
        boolean greeted = false;
        for (String protocol : protocols) {
            send(out, greeted ? List.of(protocol) : List.of(HEADER, protocol));
            if (!greeted) {
                expectHeader(in);
                greeted = true;
            }
            String answer = readLine(in, MAX_LINE_BYTES);
            if (answer.equals(protocol)) {
                return Optional.of(protocol);
            }
            if (!answer.equals(NOT_AVAILABLE)) {
                throw new ProtocolException("multistream: proposed " + protocol + " and got another answer");
            }
        }
        return Optional.empty();
    }

    /// Proposes the one protocol without which there is nothing to say.
    public static void insist(InputStream in, OutputStream out, String protocol) throws IOException {
        if (propose(in, out, List.of(protocol)).isEmpty()) {
            throw new ProtocolException("the peer does not speak " + protocol);
        }
    }

    /// Answers proposals, as the end that accepted the channel, until one is `known`.
    public static String answer(InputStream in, OutputStream out, Predicate<String> known) throws IOException {
        send(out, List.of(HEADER));
        expectHeader(in);
        for (int i = 0; i < MAX_PROPOSALS; i++) {
            String proposal = readLine(in, MAX_LINE_BYTES);
            if (known.test(proposal)) {
                send(out, List.of(proposal));
                return proposal;
            }
            send(out, List.of(NOT_AVAILABLE));
        }
        throw new ProtocolException("multistream: none of " + MAX_PROPOSALS + " proposals is known here");
    }

    private static void expectHeader(InputStream in) throws IOException {
        if (!readLine(in, HEADER.length() + 1).equals(HEADER)) {
            throw new ProtocolException("multistream: the first line is not " + HEADER);
        }
    }

    private static void send(OutputStream out, List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : lines) {
            byte[] utf8 = (line + "\n").getBytes(StandardCharsets.UTF_8);
            if (utf8.length > MAX_LINE_BYTES) {
                throw new IllegalArgumentException("a protocol name of " + utf8.length + " bytes");
            }
            Varint.write(bytes, utf8.length);
            bytes.writeBytes(utf8);
        }
        out.write(bytes.toByteArray());
        out.flush();
    }

    private static String readLine(InputStream in, int maxBytes) throws IOException {
        long length = Varint.read(in);
        if (length < 1 || length > maxBytes) {
            throw new ProtocolException("multistream: a line of " + length + " bytes");
        }
        byte[] line = in.readNBytes((int) length);
        if (line.length < length) {
            throw new ProtocolException("multistream: the channel ended inside a line");
        }
        if (line[line.length - 1] != '\n') {
            throw new ProtocolException("multistream: a line without its end");
        }
        return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    }
}
