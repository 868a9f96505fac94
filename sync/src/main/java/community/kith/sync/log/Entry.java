package community.kith.sync.log;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// One signed fact in a log: who said it, after what, and what. Every value of this type is authentic: it was signed
/// here, or
/// [ReceivedEntry#verify] has checked it, or it comes from a store that keeps nothing else.
///
/// Format: `docs/spec/log.md`.
public final class Entry {
    /// What [#bytes] never exceeds: less than 1 KiB.
    public static final int MAX_BYTES = 1023;

    public static final long MAX_SEQUENCE = 1L << 40;
    public static final long MAX_TICK = 1L << 60;
    public static final int MAX_TYPE_CHARACTERS = 40;

    /// How far a clock may be ahead of ours; what is dated later waits until then.
    public static final Duration TOLERANCE = Duration.ofMinutes(10);

    /// The order in which entries take effect everywhere: by tick, then log, then sequence, then name.
    public static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::tick)
            .thenComparing(Entry::log)
            .thenComparingLong(Entry::sequence)
            .thenComparing(Entry::id);

    static final String DOMAIN = "entry/1";
    /// The last millisecond of the year 9999.
    static final long MAX_MILLISECONDS = 253_402_300_799_999L;

    private final Statement statement;
    private final byte[] bytes;
    private final Cid id;

    Entry(Statement statement, byte[] bytes) {
        this.statement = statement;
        this.bytes = bytes;
        this.id = Cid.dagCbor(bytes);
    }

    /// Begins a log.
    ///
    /// @throws IllegalArgumentException when it would be longer than [#MAX_BYTES]
    public static Entry first(SigningKey device, long tick, Instant at, String type, Ipld.Fields body) {
        LogId log = LogId.of(device.verifyingKey());
        return sign(device, new Statement(log, 1, Optional.empty(), tick, at, type, body));
    }

    /// Writes the next entry of this entry's log.
    ///
    /// @param tick see [Ticks]
    /// @throws IllegalArgumentException when the key is not the log's, the tick not greater than this entry's, or the
    /// entry
    ///     would be longer than [#MAX_BYTES]
    public Entry next(SigningKey device, long tick, Instant at, String type, Ipld.Fields body) {
        if (!device.verifyingKey().equals(log().key())) {
            throw new IllegalArgumentException("a log has one writer: " + log());
        }
        if (tick <= tick()) {
            throw new IllegalArgumentException("tick " + tick + " after " + tick());
        }
        return sign(device, new Statement(log(), sequence() + 1, Optional.of(id), tick, at, type, body));
    }

    private static Entry sign(SigningKey device, Statement statement) {
        byte[] signature = device.sign(statement.message());
        byte[] bytes = DagCbor.encode(statement.fields().put("sig", signature).build());
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("an entry of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        return new Entry(statement, bytes);
    }

    /// Reads back what only verified entries were written to: everything is checked but the signature.
    public static Entry stored(byte[] bytes) throws ProtocolException {
        return ReceivedEntry.parse(bytes).believed();
    }

    public LogId log() {
        return statement.log();
    }

    /// 1 for a log's first entry, one more for each after it.
    public long sequence() {
        return statement.sequence();
    }

    public Optional<Cid> previous() {
        return statement.previous();
    }

    /// Greater than that of every entry the author knew of: the order of things, whatever clocks say.
    public long tick() {
        return statement.tick();
    }

    /// What the author's clock said.
    public Instant at() {
        return statement.at();
    }

    public String type() {
        return statement.type();
    }

    public Ipld.Fields body() {
        return statement.body();
    }

    /// The name of the signed bytes.
    public Cid id() {
        return id;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int sizeBytes() {
        return bytes.length;
    }

    /// Whether it may take effect, or is dated so far ahead that it waits.
    public boolean isDue(Instant now) {
        return !at().isAfter(now.plus(TOLERANCE));
    }

    /// Whether this one says to come right after `other` in the same log.
    boolean follows(Entry other) {
        return sequence() == other.sequence() + 1
                && log().equals(other.log())
                && previous().equals(Optional.of(other.id));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && id.equals(entry.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return type() + " " + sequence() + " of " + log();
    }
}
