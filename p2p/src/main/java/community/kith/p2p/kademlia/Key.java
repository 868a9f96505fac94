package community.kith.p2p.kademlia;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.PeerId;
import java.nio.ByteBuffer;

/// A place in the space that peers and keys share: the SHA-256 of their bytes, as four words, the highest first.
///
/// How far two places are apart is their exclusive or, read as a number; so a distance is a [Key] too, and distances
/// are what keys are ordered for. Source: libp2p specs, `kad-dht/README.md`, and the Kademlia paper.
public record Key(long first, long second, long third, long fourth) implements Comparable<Key> {
    /// How many bits a key has, and so how many buckets a table may have.
    public static final int BITS = 256;

    /// Where bytes belong, such as a record's key or the multihash of a CID.
    public static Key of(byte[] bytes) {
        return at(Sha256.of(bytes));
    }

    /// Where a peer is.
    public static Key of(PeerId peer) {
        return of(peer.bytes());
    }

    /// The place with that name of 32 bytes, which are not hashed.
    static Key at(byte[] place) {
        ByteBuffer words = ByteBuffer.wrap(place);
        return new Key(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    /// How far away the other is.
    public Key distance(Key other) {
        return new Key(first ^ other.first, second ^ other.second, third ^ other.third, fourth ^ other.fourth);
    }

    /// How many bits this and the other have in common before the first that differs: 256 for the same key.
    public int sharedBits(Key other) {
        Key distance = distance(other);
        long[] words = {distance.first, distance.second, distance.third, distance.fourth};
        int shared = 0;
        for (long word : words) {
            shared += Long.numberOfLeadingZeros(word);
            if (word != 0) {
                return shared;
            }
        }
        return shared;
    }

    /// Which of two is nearer to this: negative for `a`, positive for `b`, zero when they are the same.
    public int nearer(Key a, Key b) {
        int order = Long.compareUnsigned(first ^ a.first, first ^ b.first);
        if (order == 0) {
            order = Long.compareUnsigned(second ^ a.second, second ^ b.second);
        }
        if (order == 0) {
            order = Long.compareUnsigned(third ^ a.third, third ^ b.third);
        }
        return order == 0 ? Long.compareUnsigned(fourth ^ a.fourth, fourth ^ b.fourth) : order;
    }

    /// By size, as unsigned numbers of 256 bits.
    @Override
    public int compareTo(Key other) {
        return new Key(0, 0, 0, 0).nearer(this, other);
    }
}
