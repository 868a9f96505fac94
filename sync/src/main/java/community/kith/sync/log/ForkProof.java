package community.kith.sync.log;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import java.net.ProtocolException;
import java.util.Optional;

/// Two entries that no honest device signs both. Whoever has the proof needs nothing else to see it: not the log, and
/// not
/// trust in whoever brought it. Format: `docs/spec/log.md`.
///
/// @param earlier the one with the lower sequence, or, of two with the same, the one whose name comes first
public record ForkProof(Entry earlier, Entry later) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 2 * Entry.MAX_BYTES + 32;

    private static final int VERSION = 1;

    /// What is wrong about the two.
    public enum Kind {
        /// Two entries with the same sequence.
        RIVALS,
        /// The later one names another entry than the earlier as the one before it.
        UNLINKED,
        /// The later one comes after the earlier and says that it came before.
        BACKWARDS
    }

    public ForkProof {
        if (kind(earlier, later).isEmpty()) {
            throw new IllegalArgumentException("the two entries do not contradict each other");
        }
    }

    /// The proof that these two make, in whichever order; none when one device may well have signed both.
    public static Optional<ForkProof> of(Entry one, Entry two) {
        if (kind(one, two).isPresent()) {
            return Optional.of(new ForkProof(one, two));
        }
        return kind(two, one).isPresent() ? Optional.of(new ForkProof(two, one)) : Optional.empty();
    }

    private static Optional<Kind> kind(Entry earlier, Entry later) {
        if (!earlier.log().equals(later.log())) {
            return Optional.empty();
        }
        if (earlier.sequence() == later.sequence()) {
            return earlier.id().compareTo(later.id()) < 0 ? Optional.of(Kind.RIVALS) : Optional.empty();
        }
        if (earlier.sequence() + 1 != later.sequence()) {
            return Optional.empty();
        }
        if (!later.follows(earlier)) {
            return Optional.of(Kind.UNLINKED);
        }
        return later.tick() <= earlier.tick() ? Optional.of(Kind.BACKWARDS) : Optional.empty();
    }

    public LogId log() {
        return earlier.log();
    }

    /// From where on the log is not to be relied on.
    public long sequence() {
        return earlier.sequence();
    }

    public Kind kind() {
        return kind(earlier, later).orElseThrow();
    }

    public byte[] bytes() {
        return DagCbor.encode(Ipld.fields()
                .put("v", VERSION)
                .put("a", earlier.bytes())
                .put("b", later.bytes())
                .build());
    }

    /// Reads a proof from anybody and checks all of it, both signatures included.
    public static ForkProof parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a fork proof of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "fork proof");
        fields.integer("v", VERSION, VERSION);
        ReceivedEntry a = ReceivedEntry.parse(fields.bytes("a", Entry.MAX_BYTES));
        ReceivedEntry b = ReceivedEntry.parse(fields.bytes("b", Entry.MAX_BYTES));
        fields.end();
        Entry earlier = a.verify();
        Entry later = b.verify();
        if (kind(earlier, later).isEmpty()) {
            throw new ProtocolException("a fork proof whose entries do not contradict each other");
        }
        return new ForkProof(earlier, later);
    }
}
