package community.kith.p2p.identify;

import community.kith.base.bytes.Varint;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/// What a peer says of itself (libp2p specs, `identify/README.md`).
///
/// @param agent program and version; empty when not said
/// @param key its identity key
/// @param listen where it listens
/// @param observed from where it sees us come
/// @param protocols what it serves
/// @param record its addresses once more, signed by itself
public record PeerInfo(
        String agent,
        Optional<VerifyingKey> key,
        List<Multiaddr> listen,
        Optional<Multiaddr> observed,
        List<String> protocols,
        Optional<PeerRecord> record) {
    /// Asks a peer for its info.
    public static final String PROTOCOL = "/ipfs/id/1.0.0";

    /// Tells a peer of a change unasked.
    public static final String PUSH_PROTOCOL = "/ipfs/id/push/1.0.0";

    private static final String PROTOCOL_VERSION = "ipfs/0.1.0";
    private static final int MAX_MESSAGES = 10;
    private static final int MAX_TOTAL_BYTES = 64 * 1024;

    public PeerInfo {
        listen = List.copyOf(listen);
        protocols = List.copyOf(protocols);
    }

    /// Where the peer listens: by its signed record when it sent one, else by its word.
    public List<Multiaddr> addresses() {
        return record.map(PeerRecord::addresses).orElse(listen);
    }

    /// Sends the info as one message; `sealedRecord` is our signed [PeerRecord].
    public void write(OutputStream out, byte[] sealedRecord) throws IOException {
        ProtoWriter message = new ProtoWriter();
        key.ifPresent(k -> message.bytes(1, k.toProtobuf()));
        listen.forEach(address -> message.bytes(2, address.bytes()));
        protocols.forEach(protocol -> message.text(3, protocol));
        observed.ifPresent(address -> message.bytes(4, address.bytes()));
        message.text(5, PROTOCOL_VERSION).text(6, agent).bytes(8, sealedRecord);
        byte[] bytes = message.toBytes();
        byte[] framed = new byte[Varint.sizeOf(bytes.length) + bytes.length];
        int at = Varint.put(framed, 0, bytes.length);
        System.arraycopy(bytes, 0, framed, at, bytes.length);
        out.write(framed);
    }

    /// Reads messages up to the end of the stream and merges them: lists grow, single fields take the last value.
    public static PeerInfo read(InputStream in) throws IOException {
        PeerInfoParser parser = new PeerInfoParser();
        long total = 0;
        for (int i = 0; i < MAX_MESSAGES; i++) {
            long length;
            try {
                length = Varint.read(in);
            } catch (EOFException end) {
                if (i == 0) {
                    throw end;
                }
                return parser.info();
            }
            total += length;
            if (length < 0 || total > MAX_TOTAL_BYTES) {
                throw new ProtocolException("identify: more than " + MAX_TOTAL_BYTES + " bytes");
            }
            byte[] message = in.readNBytes((int) length);
            if (message.length < length) {
                throw new ProtocolException("identify: the stream ended inside a message");
            }
            parser.add(message);
        }
        return parser.info();
    }
}
