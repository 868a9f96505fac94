package community.kith.node.exchange;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.IntPredicate;

/// Yes or no for each of a list of questions: bit i, least significant first, is about question i.
final class Bits {
    private final byte[] bytes;

    private Bits(byte[] bytes) {
        this.bytes = bytes;
    }

    static Bits of(BitSet yes, int questions) {
        byte[] bytes = new byte[(questions + 7) / 8];
        byte[] set = yes.toByteArray();
        System.arraycopy(set, 0, bytes, 0, set.length);
        return new Bits(bytes);
    }

    static Bits where(int questions, IntPredicate yes) {
        BitSet bits = new BitSet(questions);
        for (int i = 0; i < questions; i++) {
            bits.set(i, yes.test(i));
        }
        return of(bits, questions);
    }

    static Bits read(FieldReader fields, String field) throws ProtocolException {
        return new Bits(fields.bytes(field, ShardProtocol.MAX_CIDS / 8));
    }

    Ipld toIpld() {
        return Ipld.of(bytes);
    }

    /// The questions that were answered with yes.
    <T> SequencedSet<T> chosen(List<T> questions) throws ProtocolException {
        BitSet bits = BitSet.valueOf(bytes);
        if (bytes.length != (questions.size() + 7) / 8 || bits.length() > questions.size()) {
            throw new ProtocolException(bytes.length + " bytes of answer to " + questions.size() + " questions");
        }
        SequencedSet<T> chosen = new LinkedHashSet<>();
        bits.stream().forEach(i -> chosen.add(questions.get(i)));
        return chosen;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bits bits && Arrays.equals(bytes, bits.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return BitSet.valueOf(bytes).toString();
    }
}
