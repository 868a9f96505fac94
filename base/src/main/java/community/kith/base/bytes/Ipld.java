package community.kith.base.bytes;

import community.kith.base.name.Cid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A value of the IPLD data model, immutable: what DAG-CBOR writes and reads.
///
/// Two values are equal exactly when their DAG-CBOR bytes are. Source: the IPLD data model specification.
public sealed interface Ipld {
    record Null() implements Ipld {}

    record Bool(boolean value) implements Ipld {}

    /// A whole number from -2⁶⁴ to 2⁶⁴-1, the range that CBOR's integers have.
    record Int(BigInteger value) implements Ipld {
        public Int {
            if ((value.signum() < 0 ? value.not() : value).bitLength() > Long.SIZE) {
                throw new IllegalArgumentException("an integer of more than 64 bits");
            }
        }

        public static Int of(long value) {
            return new Int(BigInteger.valueOf(value));
        }

        /// The number as a long.
        ///
        /// @throws ArithmeticException when the number does not fit
        public long asLong() {
            return value.longValueExact();
        }
    }

    /// A number with a fraction: 64 bits, neither NaN nor infinite.
    record Float64(double value) implements Ipld {
        public Float64 {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("not a finite number: " + value);
            }
        }
    }

    /// Unicode text without unpaired surrogates.
    record Text(String value) implements Ipld {
        public Text {
            Utf8.requireWellFormed(value);
        }
    }

    /// Bytes. The array given is kept, not copied, and handed out: whoever makes or reads one leaves it as it is.
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Bin(byte[] bytes) implements Ipld {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bin bin && Arrays.equals(bytes, bin.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bin[" + bytes.length + " bytes]";
        }
    }

    record Link(Cid cid) implements Ipld {}

    record Items(List<Ipld> values) implements Ipld {
        public Items {
            values = List.copyOf(values);
        }
    }

    /// A map with text keys, in DAG-CBOR's order: shorter keys first, equally long ones by their bytes.
    record Fields(SequencedMap<String, Ipld> values) implements Ipld {
        public Fields {
            List<Map.Entry<String, Ipld>> fields = new ArrayList<>(values.entrySet());
            fields.sort(Map.Entry.comparingByKey(Utf8.SHORTER_FIRST));
            LinkedHashMap<String, Ipld> sorted = LinkedHashMap.newLinkedHashMap(fields.size());
            fields.forEach(field -> sorted.put(Utf8.requireWellFormed(field.getKey()), field.getValue()));
            values = Collections.unmodifiableSequencedMap(sorted);
        }
    }

    static Ipld of(boolean value) {
        return new Bool(value);
    }

    static Ipld of(long value) {
        return Int.of(value);
    }

    static Ipld of(String value) {
        return new Text(value);
    }

    /// Copies the bytes.
    static Ipld of(byte[] bytes) {
        return new Bin(bytes.clone());
    }

    static Ipld of(Cid cid) {
        return new Link(cid);
    }

    static Ipld list(List<? extends Ipld> values) {
        return new Items(List.copyOf(values));
    }

    static FieldsBuilder fields() {
        return new FieldsBuilder();
    }
}
