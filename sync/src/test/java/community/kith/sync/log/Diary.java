package community.kith.sync.log;

import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// A device that writes, for tests. Its key has the seed of 32 times its number.
public final class Diary {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final SigningKey key;
    private final List<Entry> entries = new ArrayList<>();

    private Diary(SigningKey key) {
        this.key = key;
    }

    public static Diary numbered(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        return new Diary(SigningKey.fromSeed(seed));
    }

    public SigningKey key() {
        return key;
    }

    public LogId log() {
        return LogId.of(key.verifyingKey());
    }

    /// Everything written so far, in order.
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /// A diary that has the same key and the first entries, and goes its own way from there.
    public Diary forkedAfter(int count) {
        Diary fork = new Diary(key);
        fork.entries.addAll(entries.subList(0, count));
        return fork;
    }

    public Entry write(String text) {
        return write(text, entries.isEmpty() ? 1 : entries.getLast().tick() + 1, NOW);
    }

    public Entry write(String text, long tick, Instant at) {
        return write(Note.TYPE, Ipld.fields().put("text", text).build(), tick, at);
    }

    public Entry write(String type, Ipld.Fields body, long tick, Instant at) {
        Entry entry = entries.isEmpty()
                ? Entry.first(key, tick, at, type, body)
                : entries.getLast().next(key, tick, at, type, body);
        entries.add(entry);
        return entry;
    }

    public Diary with(int count) {
        for (int i = 0; i < count; i++) {
            write("line " + entries.size());
        }
        return this;
    }

    /// The same entries in some other order.
    static <T> List<T> shuffled(List<T> values, RandomGenerator random) {
        List<T> shuffled = new ArrayList<>(values);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }
}
