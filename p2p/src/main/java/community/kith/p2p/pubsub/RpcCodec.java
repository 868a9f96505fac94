package community.kith.p2p.pubsub;

import community.kith.base.bytes.Varint;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import community.kith.p2p.pubsub.Rpc.Control;
import community.kith.p2p.pubsub.Rpc.Have;
import community.kith.p2p.pubsub.Rpc.Prune;
import community.kith.p2p.pubsub.Rpc.Subscription;
import community.kith.p2p.pubsub.Rpc.Subscription.Change;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RPCs as bytes: a length, then the message. More of anything than is here allowed ends the stream; ids beyond the
/// bound are passed over, as they may be in the specification.
final class RpcCodec {
    /// js-libp2p packs what was asked for into one RPC of up to this size.
    static final int MAX_BYTES = 4 << 20;

    private static final int MAX_SUBSCRIPTIONS = 1024;
    private static final int MAX_MESSAGES = 1024;
    private static final int MAX_MESH_CHANGES = 1024;
    private static final int MAX_IDS = 5000;
    private static final Duration MAX_BACKOFF = Duration.ofHours(1);

    private RpcCodec() {}

    /// The next RPC of a stream; empty at its end.
    static Optional<Rpc> read(InputStream in) throws IOException {
        long length;
        try {
            length = Varint.read(in);
        } catch (EOFException e) {
            return Optional.empty();
        }
        if (length > MAX_BYTES) {
            throw new ProtocolException("an RPC of %d bytes, more than %d".formatted(length, MAX_BYTES));
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended inside an RPC");
        }
        return Optional.of(decode(bytes));
    }

    static Rpc decode(byte[] bytes) throws ProtocolException {
        List<Subscription> subscriptions = new ArrayList<>();
        List<byte[]> publish = new ArrayList<>();
        Controls controls = new Controls();
        ProtoReader reader = new ProtoReader("RPC", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 ->
                    add(subscriptions, subscription(reader.bytes(2 * Message.MAX_TOPIC_BYTES)), MAX_SUBSCRIPTIONS);
                case 2 -> add(publish, reader.bytes(Message.MAX_BYTES), MAX_MESSAGES);
                case 3 -> controls.read(reader.bytes(MAX_BYTES));
                default -> {}
            }
        }
        return new Rpc(subscriptions, publish, controls.done());
    }

    private static <T> void add(List<T> to, T item, int most) throws ProtocolException {
        if (to.size() >= most) {
            throw new ProtocolException("an RPC with more than %d of a kind".formatted(most));
        }
        to.add(item);
    }

    private static Subscription subscription(byte[] bytes) throws ProtocolException {
        String topic = "";
        Change change = Change.LEAVES;
        ProtoReader reader = new ProtoReader("subscription", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> change = reader.number() == 0 ? Change.LEAVES : Change.FOLLOWS;
                case 2 -> topic = reader.text(Message.MAX_TOPIC_BYTES);
                default -> {}
            }
        }
        return new Subscription(topic, change);
    }

    /// The control part, which may come in several pieces.
    private static final class Controls {
        private final List<Have> have = new ArrayList<>();
        private final List<byte[]> want = new ArrayList<>();
        private final List<String> graft = new ArrayList<>();
        private final List<Prune> prune = new ArrayList<>();
        private int ids;

        Control done() {
            return new Control(have, want, graft, prune);
        }

        void read(byte[] bytes) throws ProtocolException {
            ProtoReader reader = new ProtoReader("control", bytes);
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> add(have, have(reader.bytes(MAX_BYTES)), MAX_MESH_CHANGES);
                    case 2 -> want(reader.bytes(MAX_BYTES));
                    case 3 -> add(graft, graft(reader.bytes(2 * Message.MAX_TOPIC_BYTES)), MAX_MESH_CHANGES);
                    case 4 -> add(prune, prune(reader.bytes(MAX_BYTES)), MAX_MESH_CHANGES);
                    default -> {}
                }
            }
        }

        private void id(List<byte[]> to, ProtoReader reader) throws ProtocolException {
            if (ids++ < MAX_IDS) {
                to.add(reader.bytes(MessageId.MAX_BYTES));
            }
        }

        private Have have(byte[] bytes) throws ProtocolException {
            String topic = "";
            List<byte[]> told = new ArrayList<>();
            ProtoReader reader = new ProtoReader("IHAVE", bytes);
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> topic = reader.text(Message.MAX_TOPIC_BYTES);
                    case 2 -> id(told, reader);
                    default -> {}
                }
            }
            return new Have(topic, told);
        }

        private void want(byte[] bytes) throws ProtocolException {
            ProtoReader reader = new ProtoReader("IWANT", bytes);
            while (reader.next()) {
                if (reader.field() == 1) {
                    id(want, reader);
                }
            }
        }

        private static String graft(byte[] bytes) throws ProtocolException {
            String topic = "";
            ProtoReader reader = new ProtoReader("GRAFT", bytes);
            while (reader.next()) {
                if (reader.field() == 1) {
                    topic = reader.text(Message.MAX_TOPIC_BYTES);
                }
            }
            return topic;
        }

        /// Other peers may be recommended in it; nobody goes there.
        private static Prune prune(byte[] bytes) throws ProtocolException {
            String topic = "";
            Optional<Duration> backoff = Optional.empty();
            ProtoReader reader = new ProtoReader("PRUNE", bytes);
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> topic = reader.text(Message.MAX_TOPIC_BYTES);
                    case 3 -> backoff = Optional.of(seconds(reader.number()));
                    default -> {}
                }
            }
            return new Prune(topic, backoff);
        }

        private static Duration seconds(long told) {
            boolean sane = Long.compareUnsigned(told, MAX_BACKOFF.toSeconds()) <= 0;
            return sane ? Duration.ofSeconds(told) : MAX_BACKOFF;
        }
    }

    /// The RPC with its length before it.
    static byte[] encode(Rpc rpc) {
        ProtoWriter message = new ProtoWriter();
        for (Subscription subscription : rpc.subscriptions()) {
            ProtoWriter one = new ProtoWriter()
                    .number(1, subscription.change() == Change.FOLLOWS ? 1 : 0)
                    .text(2, subscription.topic());
            message.bytes(1, one.toBytes());
        }
        rpc.publish().forEach(written -> message.bytes(2, written));
        if (!rpc.control().isEmpty()) {
            message.bytes(3, encode(rpc.control()));
        }
        byte[] body = message.toBytes();
        byte[] length = Varint.encode(body.length);
        byte[] framed = new byte[length.length + body.length];
        System.arraycopy(length, 0, framed, 0, length.length);
        System.arraycopy(body, 0, framed, length.length, body.length);
        return framed;
    }

    private static byte[] encode(Control control) {
        ProtoWriter message = new ProtoWriter();
        for (Have have : control.have()) {
            ProtoWriter one = new ProtoWriter().text(1, have.topic());
            have.ids().forEach(id -> one.bytes(2, id));
            message.bytes(1, one.toBytes());
        }
        if (!control.want().isEmpty()) {
            ProtoWriter one = new ProtoWriter();
            control.want().forEach(id -> one.bytes(1, id));
            message.bytes(2, one.toBytes());
        }
        for (String topic : control.graft()) {
            message.bytes(3, new ProtoWriter().text(1, topic).toBytes());
        }
        for (Prune prune : control.prune()) {
            ProtoWriter one = new ProtoWriter().text(1, prune.topic());
            prune.backoff().ifPresent(backoff -> one.number(3, backoff.toSeconds()));
            message.bytes(4, one.toBytes());
        }
        return message.toBytes();
    }
}
