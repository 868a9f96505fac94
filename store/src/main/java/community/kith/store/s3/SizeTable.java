package community.kith.store.s3;

import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;

/// Sizes by SHA-256, 40 bytes for each, without an object of its own: an open table with linear probing. The digests
/// are
/// as good as random, so their own bits say where they belong. For one thread at a time.
final class SizeTable {
    private static final int WORDS = 5;
    private static final int SMALLEST = 16;

    /// For each place four words of a digest, and its size plus one; 0 when the place is free.
    private long[] table = new long[SMALLEST * WORDS];
    private int count;

    int count() {
        return count;
    }

    OptionalLong get(Digest digest) {
        var at = find(digest);
        return table[at + 4] == 0 ? OptionalLong.empty() : OptionalLong.of(table[at + 4] - 1);
    }

    /// @return what was there before
    OptionalLong put(Digest digest, long sizeBytes) {
        var at = find(digest);
        if (table[at + 4] != 0) {
            var before = table[at + 4] - 1;
            table[at + 4] = sizeBytes + 1;
            return OptionalLong.of(before);
        }
        count++;
        if (count * 4L > places() * 3L) {
            grow();
            at = find(digest);
        }
        set(at, digest, sizeBytes + 1);
        return OptionalLong.empty();
    }

    /// @return what was there before
    OptionalLong remove(Digest digest) {
        var before = get(digest);
        if (before.isPresent()) {
            count--;
            close(find(digest));
        }
        return before;
    }

    void forEach(ObjLongConsumer<Digest> visitor) {
        for (var at = 0; at < table.length; at += WORDS) {
            if (table[at + 4] != 0) {
                visitor.accept(digest(at), table[at + 4] - 1);
            }
        }
    }

    private int places() {
        return table.length / WORDS;
    }

    private int find(Digest digest) {
        var at = home(digest);
        while (table[at + 4] != 0 && !isAt(at, digest)) {
            at = next(at);
        }
        return at;
    }

    /// Frees a place, and moves up those behind it that would not be found any more.
    private void close(int freed) {
        var gap = freed;
        for (var at = next(gap); table[at + 4] != 0; at = next(at)) {
            var home = home(digest(at));
            var reachable = gap <= at ? home > gap && home <= at : home > gap || home <= at;
            if (!reachable) {
                System.arraycopy(table, at, table, gap, WORDS);
                gap = at;
            }
        }
        table[gap + 4] = 0;
    }

    private void grow() {
        var old = table;
        table = new long[Math.multiplyExact(old.length, 2)];
        for (var at = 0; at < old.length; at += WORDS) {
            if (old[at + 4] != 0) {
                var digest = new Digest(old[at], old[at + 1], old[at + 2], old[at + 3]);
                set(find(digest), digest, old[at + 4]);
            }
        }
    }

    private int home(Digest digest) {
        // the first byte has chosen among tables already
        return (int) ((digest.b() & Long.MAX_VALUE) % places()) * WORDS;
    }

    private int next(int at) {
        return at + WORDS == table.length ? 0 : at + WORDS;
    }

    private Digest digest(int at) {
        return new Digest(table[at], table[at + 1], table[at + 2], table[at + 3]);
    }

    private boolean isAt(int at, Digest digest) {
        return table[at] == digest.a()
                && table[at + 1] == digest.b()
                && table[at + 2] == digest.c()
                && table[at + 3] == digest.d();
    }

    private void set(int at, Digest digest, long stored) {
        table[at] = digest.a();
        table[at + 1] = digest.b();
        table[at + 2] = digest.c();
        table[at + 3] = digest.d();
        table[at + 4] = stored;
    }
}
