package community.kith.p2p.discovery;

import community.kith.p2p.discovery.DnsMessage.Kind;
import community.kith.p2p.discovery.DnsMessage.Question;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads a datagram of whoever is on the network. Names may point backwards only, so reading them ends.
final class DnsReader {
    private static final int HEADER_BYTES = 12;
    private static final int MAX_RECORDS = 256;
    private static final int MAX_NAME = 255;
    private static final int MAX_LABEL = 63;
    private static final int POINTER = 0xc0;
    private static final int RESPONSE_BIT = 0x8000;

    private final ByteBuffer in;

    private DnsReader(byte[] datagram) {
        this.in = ByteBuffer.wrap(datagram);
    }

    static DnsMessage read(byte[] datagram) throws ProtocolException {
        if (datagram.length < HEADER_BYTES) {
            throw new ProtocolException("a DNS message of %d bytes".formatted(datagram.length));
        }
        try {
            return new DnsReader(datagram).message();
        } catch (BufferUnderflowException e) {
            throw new ProtocolException("a DNS message that ends too early");
        }
    }

    private DnsMessage message() throws ProtocolException {
        int id = unsigned16();
        Kind kind = (unsigned16() & RESPONSE_BIT) == 0 ? Kind.QUERY : Kind.RESPONSE;
        int questions = unsigned16();
        int answers = unsigned16();
        int authority = unsigned16();
        int additional = unsigned16();
        if (questions + answers + authority + additional > MAX_RECORDS) {
            throw new ProtocolException("a DNS message of over %d records".formatted(MAX_RECORDS));
        }
        List<Question> asked = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            String name = name();
            asked.add(new Question(name, unsigned16()));
            unsigned16();
        }
        List<DnsRecord> answered = records(answers);
        records(authority);
        return new DnsMessage(kind, id, asked, answered, records(additional));
    }

    private List<DnsRecord> records(int count) throws ProtocolException {
        List<DnsRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record());
        }
        return records;
    }

    private DnsRecord record() throws ProtocolException {
        String name = name();
        int type = unsigned16();
        unsigned16();
        long timeToLive = in.getInt() & 0xffffffffL;
        int length = unsigned16();
        if (length > in.remaining()) {
            throw new ProtocolException("a DNS record longer than its message");
        }
        int end = in.position() + length;
        DnsRecord.Data data = switch (type) {
            case DnsMessage.PTR -> new DnsRecord.Pointer(name());
            case DnsMessage.TXT -> new DnsRecord.Text(strings(end));
            default -> new DnsRecord.Other(type);
        };
        if (in.position() > end) {
            throw new ProtocolException("a DNS record that does not keep to its length");
        }
        in.position(end);
        return new DnsRecord(name, timeToLive, data);
    }

    private List<byte[]> strings(int end) throws ProtocolException {
        List<byte[]> strings = new ArrayList<>();
        while (in.position() < end) {
            int length = in.get() & 0xff;
            if (in.position() + length > end) {
                throw new ProtocolException("a DNS text longer than its record");
            }
            byte[] string = new byte[length];
            in.get(string);
            strings.add(string);
        }
        return strings;
    }

    /// Reads labels here and wherever they point to, and leaves the position after the first pointer.
    private String name() throws ProtocolException {
        StringBuilder name = new StringBuilder();
        int after = -1;
        int before = in.position();
        for (int length = in.get() & 0xff; length != 0; length = in.get() & 0xff) {
            if ((length & POINTER) == POINTER) {
                int target = (length & ~POINTER) << 8 | (in.get() & 0xff);
                after = after < 0 ? in.position() : after;
                if (target >= before) {
                    throw new ProtocolException("a DNS name that points forward");
                }
                before = target;
                in.position(target);
            } else {
                label(name, length);
            }
        }
        if (after >= 0) {
            in.position(after);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private void label(StringBuilder name, int length) throws ProtocolException {
        if (length > MAX_LABEL || name.length() + length + 1 > MAX_NAME) {
            throw new ProtocolException("a DNS name that is too long");
        }
        byte[] label = new byte[length];
        in.get(label);
        if (!name.isEmpty()) {
            name.append('.');
        }
        name.append(new String(label, StandardCharsets.UTF_8));
    }

    private int unsigned16() {
        return in.getShort() & 0xffff;
    }
}
