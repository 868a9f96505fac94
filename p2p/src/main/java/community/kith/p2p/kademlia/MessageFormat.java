package community.kith.p2p.kademlia;

import community.kith.base.bytes.Varint;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Messages as bytes: protobuf, each after its length (libp2p specs, `kad-dht/README.md`, "RPC messages").
///
/// A list that is longer than we want is cut off, and a peer or address we cannot read is passed over, since others
/// may know of kinds that we do not; what does not parse at all is refused.
final class MessageFormat {
    /// An answer takes at most this many bytes.
    static final int MAX_ANSWER_BYTES = 256 * 1024;

    /// A question, which strangers may put.
    static final int MAX_QUESTION_BYTES = 64 * 1024;

    static final int MAX_KEY_BYTES = 1024;
    static final int MAX_VALUE_BYTES = 32 * 1024;
    private static final int MAX_ENTRY_BYTES = MAX_KEY_BYTES + MAX_VALUE_BYTES + 1024;
    private static final int MAX_PEERS = 64;
    private static final int MAX_ADDRESSES = 16;
    private static final int MAX_ID_BYTES = 128;
    private static final int MAX_PEER_BYTES = 32 * 1024;
    private static final System.Logger LOG = System.getLogger(MessageFormat.class.getName());

    private MessageFormat() {}

    /// The next message, or nothing when the peer has ended its side between two.
    static Optional<Message> read(InputStream in, int maxBytes) throws IOException {
        long length;
        try {
            length = Varint.read(in);
        } catch (EOFException end) {
            return Optional.empty();
        }
        if (length > maxBytes) {
            throw new ProtocolException("a kad message of %d bytes, more than %d".formatted(length, maxBytes));
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended inside a kad message");
        }
        return Optional.of(parse(bytes));
    }

    static void write(OutputStream out, Message message) throws IOException {
        byte[] bytes = bytes(message);
        byte[] framed = new byte[Varint.sizeOf(bytes.length) + bytes.length];
        System.arraycopy(bytes, 0, framed, Varint.put(framed, 0, bytes.length), bytes.length);
        out.write(framed);
        out.flush();
    }

    static Message parse(byte[] bytes) throws ProtocolException {
        long type = 0;
        byte[] key = {};
        Optional<Entry> entry = Optional.empty();
        List<Told> closer = new ArrayList<>();
        List<Told> providers = new ArrayList<>();
        ProtoReader reader = new ProtoReader("kad message", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = reader.number();
                case 2 -> key = reader.bytes(MAX_KEY_BYTES);
                case 3 -> entry = Optional.of(entry(reader.bytes(MAX_ENTRY_BYTES)));
                case 8 -> add(closer, reader);
                case 9 -> add(providers, reader);
                default -> {}
            }
        }
        return new Message(Message.Type.of(type), key, entry, closer, providers);
    }

    private static Entry entry(byte[] bytes) throws ProtocolException {
        byte[] key = {};
        byte[] value = {};
        ProtoReader reader = new ProtoReader("kad record", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes(MAX_KEY_BYTES);
                case 2 -> value = reader.bytes(MAX_VALUE_BYTES);
                default -> {}
            }
        }
        return new Entry(key, value);
    }

    private static void add(List<Told> to, ProtoReader message) throws ProtocolException {
        if (to.size() >= MAX_PEERS) {
            return;
        }
        byte[] id = {};
        List<Multiaddr> addresses = new ArrayList<>();
        ProtoReader reader = new ProtoReader("kad peer", message.bytes(MAX_PEER_BYTES));
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> id = reader.bytes(MAX_ID_BYTES);
                case 2 -> addAddress(addresses, reader);
                default -> {}
            }
        }
        try {
            to.add(new Told(PeerId.fromBytes(id), addresses));
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, () -> "a peer passed over: " + e.getMessage());
        }
    }

    private static void addAddress(List<Multiaddr> to, ProtoReader peer) throws ProtocolException {
        if (to.size() >= MAX_ADDRESSES) {
            return;
        }
        byte[] bytes = peer.bytes(MAX_PEER_BYTES);
        try {
            to.add(Multiaddr.fromBytes(bytes).withoutPeer());
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, () -> "an address passed over: " + e.getMessage());
        }
    }

    static byte[] bytes(Message message) {
        ProtoWriter out = new ProtoWriter().number(1, message.type().number()).bytes(2, message.key());
        message.record()
                .ifPresent(entry -> out.bytes(
                        3,
                        new ProtoWriter()
                                .bytes(1, entry.key())
                                .bytes(2, entry.value())
                                .toBytes()));
        message.closer().forEach(peer -> out.bytes(8, bytes(peer)));
        message.providers().forEach(peer -> out.bytes(9, bytes(peer)));
        return out.toBytes();
    }

    private static byte[] bytes(Told peer) {
        ProtoWriter out = new ProtoWriter().bytes(1, peer.peer().bytes());
        peer.addresses().stream()
                .limit(MAX_ADDRESSES)
                .forEach(address -> out.bytes(2, address.withoutPeer().bytes()));
        return out.toBytes();
    }
}
