package community.kith.p2p.pubsub;

import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What an author had to say on a topic, signed.
///
/// All of author, number and signature must be there (policy StrictSign). The signature is over the message as it was
/// written, without the fields `signature` and `key`: that is what implementations do, where the text of the
/// specification
/// leaves out the signature only. A message is passed on byte for byte.
public final class Message {
    /// The largest payload.
    public static final int MAX_DATA_BYTES = 1 << 20;

    static final int MAX_BYTES = MAX_DATA_BYTES + 8 * 1024;
    static final int MAX_TOPIC_BYTES = 256;

    private static final byte[] PREFIX = "libp2p-pubsub:".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_PEER_BYTES = 128;
    private static final int MAX_KEY_BYTES = 4096;
    private static final int MAX_SIGNATURE_BYTES = 1024;
    private static final int FROM = 1;
    private static final int DATA = 2;
    private static final int SEQNO = 3;
    private static final int TOPIC = 4;
    private static final int SIGNATURE = 5;
    private static final int KEY = 6;

    private final byte[] written;
    private final PeerId author;
    private final byte[] data;
    private final long number;
    private final String topic;
    private final MessageId id;

    private Message(byte[] written, PeerId author, byte[] data, long number, String topic) {
        this.written = written;
        this.author = author;
        this.data = data;
        this.number = number;
        this.topic = topic;
        byte[] name = author.bytes();
        this.id = MessageId.of(ByteBuffer.allocate(name.length + Long.BYTES)
                .put(name)
                .putLong(number)
                .array());
    }

    /// Says something: `number` must grow with every message of this author.
    static Message signed(SigningKey key, String topic, long number, byte[] data) {
        PeerId author = PeerId.of(key.verifyingKey());
        ProtoWriter message = new ProtoWriter()
                .bytes(FROM, author.bytes())
                .bytes(DATA, data)
                .bytes(SEQNO, ByteBuffer.allocate(Long.BYTES).putLong(number).array())
                .text(TOPIC, topic);
        byte[] signature = key.sign(prefixed(message.toBytes()));
        return new Message(message.bytes(SIGNATURE, signature).toBytes(), author, data.clone(), number, topic);
    }

    /// Reads a message, keeping the bytes, and refuses one that lacks a part; whether the signature holds is asked with
    /// [#isGenuine()].
    static Message read(byte[] written) throws ProtocolException {
        byte[] from = {};
        byte[] data = {};
        byte[] seqno = {};
        String topic = "";
        boolean signed = false;
        ProtoReader reader = new ProtoReader("gossip message", written);
        while (reader.next()) {
            switch (reader.field()) {
                case FROM -> from = reader.bytes(MAX_PEER_BYTES);
                case DATA -> data = reader.bytes(MAX_DATA_BYTES);
                case SEQNO -> seqno = reader.bytes(Long.BYTES);
                case TOPIC -> topic = reader.text(MAX_TOPIC_BYTES);
                case SIGNATURE -> signed = reader.bytes(MAX_SIGNATURE_BYTES).length > 0;
                case KEY -> reader.bytes(MAX_KEY_BYTES);
                default -> {}
            }
        }
        if (!signed || seqno.length != Long.BYTES || topic.isEmpty()) {
            throw new ProtocolException("a gossip message without signature, number or topic");
        }
        return new Message(
                written, PeerId.fromBytes(from), data, ByteBuffer.wrap(seqno).getLong(), topic);
    }

    /// Whether the author signed it.
    boolean isGenuine() {
        try {
            byte[] signature = {};
            Optional<VerifyingKey> key = author.key();
            ByteArrayOutputStream rest = new ByteArrayOutputStream(written.length);
            ProtoReader reader = new ProtoReader("gossip message", written);
            while (reader.next()) {
                switch (reader.field()) {
                    case SIGNATURE -> signature = reader.bytes(MAX_SIGNATURE_BYTES);
                    case KEY -> key = Optional.of(VerifyingKey.fromProtobuf(reader.bytes(MAX_KEY_BYTES)));
                    default -> rest.writeBytes(reader.raw());
                }
            }
            return key.isPresent()
                    && PeerId.of(key.get()).equals(author)
                    && key.get().verify(prefixed(rest.toByteArray()), signature);
        } catch (ProtocolException e) {
            return false;
        }
    }

    private static byte[] prefixed(byte[] message) {
        return ByteBuffer.allocate(PREFIX.length + message.length)
                .put(PREFIX)
                .put(message)
                .array();
    }

    /// Who said it, which is not who passed it on.
    public PeerId author() {
        return author;
    }

    /// What was said.
    public byte[] data() {
        return data.clone();
    }

    public String topic() {
        return topic;
    }

    /// The author's count of messages; an unsigned number.
    public long number() {
        return number;
    }

    public MessageId id() {
        return id;
    }

    /// The message on the wire. It is shared by all who send it, and must not be changed.
    byte[] written() {
        return written;
    }

    int sizeBytes() {
        return written.length;
    }

    @Override
    public String toString() {
        return "%s #%s on %s".formatted(author, Long.toUnsignedString(number), topic);
    }
}
