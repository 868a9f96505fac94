package community.kith.p2p.kademlia;

import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/// One question or answer of the protocol; which fields mean something depends on the type.
///
/// @param key what it is about: a record's key, a CID's multihash, a peer's id
/// @param record the value to keep, or that was kept
/// @param closer peers near the key
/// @param providers peers that have the content
@SuppressWarnings("ArrayRecordComponent") // not compared
record Message(Type type, byte[] key, Optional<Entry> record, List<Told> closer, List<Told> providers) {

    enum Type {
        PUT_VALUE(0),
        GET_VALUE(1),
        ADD_PROVIDER(2),
        GET_PROVIDERS(3),
        FIND_NODE(4),
        PING(5);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        /// On the wire.
        int number() {
            return number;
        }

        static Type of(long number) throws ProtocolException {
            for (Type type : values()) {
                if (type.number == number) {
                    return type;
                }
            }
            throw new ProtocolException("a kad message of type " + Long.toUnsignedString(number));
        }
    }

    Message {
        closer = List.copyOf(closer);
        providers = List.copyOf(providers);
    }

    static Message of(Type type, byte[] key) {
        return new Message(type, key, Optional.empty(), List.of(), List.of());
    }

    Message withRecord(Entry entry) {
        return new Message(type, key, Optional.of(entry), closer, providers);
    }

    Message withCloser(List<Told> peers) {
        return new Message(type, key, record, peers, providers);
    }

    Message withProviders(List<Told> peers) {
        return new Message(type, key, record, closer, peers);
    }
}
