package community.kith.p2p.discovery;

import community.kith.p2p.discovery.DnsMessage.Kind;
import community.kith.p2p.discovery.DnsMessage.Question;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a DNS message, every name in full.
final class DnsWriter {
    private static final int INTERNET = 1;
    /// The receiver may drop what it knew of the name: nobody else speaks for it.
    private static final int FLUSH = 0x8000;
    private static final int AUTHORITATIVE_RESPONSE = 0x8400;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private DnsWriter() {}

    static byte[] write(DnsMessage message) {
        DnsWriter writer = new DnsWriter();
        writer.unsigned16(message.id());
        writer.unsigned16(message.kind() == Kind.QUERY ? 0 : AUTHORITATIVE_RESPONSE);
        writer.unsigned16(message.questions().size());
        writer.unsigned16(message.answers().size());
        writer.unsigned16(0);
        writer.unsigned16(message.additional().size());
        for (Question question : message.questions()) {
            writer.name(question.name());
            writer.unsigned16(question.type());
            writer.unsigned16(INTERNET);
        }
        message.answers().forEach(writer::record);
        message.additional().forEach(writer::record);
        return writer.out.toByteArray();
    }

    private void record(DnsRecord record) {
        switch (record.data()) {
            case DnsRecord.Pointer pointer -> {
                DnsWriter target = new DnsWriter();
                target.name(pointer.target());
                record(record, DnsMessage.PTR, INTERNET, target.out.toByteArray());
            }
            case DnsRecord.Text text -> {
                DnsWriter strings = new DnsWriter();
                strings.strings(text.strings());
                record(record, DnsMessage.TXT, INTERNET | FLUSH, strings.out.toByteArray());
            }
            case DnsRecord.Other other -> throw new IllegalArgumentException("nothing to write: " + other);
        }
    }

    private void record(DnsRecord record, int type, int dnsClass, byte[] data) {
        name(record.name());
        unsigned16(type);
        unsigned16(dnsClass);
        unsigned16((int) (record.timeToLive() >>> 16));
        unsigned16((int) record.timeToLive());
        unsigned16(data.length);
        out.writeBytes(data);
    }

    private void strings(List<byte[]> strings) {
        for (byte[] string : strings) {
            if (string.length > 255) {
                throw new IllegalArgumentException("a DNS text of %d bytes".formatted(string.length));
            }
            out.write(string.length);
            out.writeBytes(string);
        }
    }

    private void name(String name) {
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || bytes.length > 63) {
                throw new IllegalArgumentException("no name for DNS: " + name);
            }
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
    }

    private void unsigned16(int value) {
        out.write(value >>> 8);
        out.write(value);
    }
}
