package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// Reads every blob on a disk over time, in the order of their names, and tells which are not what those say any more.
///
/// It works for a moment and rests so many times as long. How far it has come is written down about once a minute, and
/// a restart goes on from there. Safe for many threads, which take turns.
public final class Scrub {
    /// A pass begins so long after the one before began, or when that has ended, should it take longer.
    public static final Duration EVERY = Duration.ofDays(30);

    private static final Logger LOG = System.getLogger(Scrub.class.getName());
    private static final long STRETCH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NOTE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int ROWS_AT_ONCE = 256;
    /// A disk on which more blobs in one stretch cannot be read is not one with some bad sectors.
    private static final int MOST_UNREADABLE = 16;

    private final DiskBlobs blobs;
    private final Pace pace;
    private final TreeSet<Key> doubtful = new TreeSet<>();
    private ScrubNotes notes;
    private long restUntil;
    private long noted;

    /// Hears what was found.
    public interface Listener {
        /// A blob went bad or cannot be read. It counts as missing from now on and wants repair.
        void damaged(Cid cid) throws IOException;
    }

    /// @param tranquility how many times as long as it works it rests
    /// @param clock for when passes begin
    /// @param nanos for how long work took
    public record Pace(double tranquility, InstantSource clock, LongSupplier nanos) {
        public Pace {
            if (!(tranquility >= 0 && tranquility <= 10_000)) {
                throw new IllegalArgumentException("a tranquility of " + tranquility);
            }
        }
    }

    /// One time through everything.
    ///
    /// @param ended empty while it is under way
    public record Pass(Instant began, Optional<Instant> ended, long blobs, long bytes, long damaged) {
        Pass plus(long sizeBytes) {
            return new Pass(began, ended, blobs + 1, bytes + sizeBytes, damaged);
        }

        Pass plusDamaged() {
            return new Pass(began, ended, blobs, bytes, damaged + 1);
        }

        Pass endedAt(Instant at) {
            return new Pass(began, Optional.of(at), blobs, bytes, damaged);
        }
    }

    /// @param now the latest pass, empty before the first
    /// @param before the one before
    /// @param part how far `now` has come, from 0 to 1
    public record Standing(Optional<Pass> now, Optional<Pass> before, double part) {}

    Scrub(DiskBlobs blobs, Pace pace) {
        this.blobs = blobs;
        this.pace = pace;
        this.notes = ScrubNotes.read(blobs.volume());
        this.restUntil = pace.nanos.getAsLong();
        this.noted = restUntil;
    }

    public synchronized Standing standing() {
        double part = notes.isUnderWay()
                ? notes.last().map(key -> (key.first() >>> 11) * 0x1p-53).orElse(0.0)
                : notes.now().isPresent() ? 1 : 0;
        return new Standing(notes.now(), notes.before(), part);
    }

    /// Works for about a second if it is time to. Called now and then; the more often, the more exact is the pace.
    ///
    /// @throws IOException when the disk cannot be read, or the listener fails; the same blobs come again
    public synchronized void tick(Listener listener) throws IOException {
        long began = pace.nanos.getAsLong();
        if (began - restUntil < 0 || !(isDue() || !doubtful.isEmpty())) {
            return;
        }
        try {
            lookAgain(listener);
            work(began, listener);
        } finally {
            long now = pace.nanos.getAsLong();
            restUntil = now + (long) (pace.tranquility * (now - began));
            if (now - noted >= NOTE_NANOS || !notes.isUnderWay()) {
                noted = now;
                note();
            }
        }
    }

    private boolean isDue() {
        Instant now = pace.clock.instant();
        if (notes.isUnderWay()) {
            return true;
        }
        if (notes.now().isPresent() && now.isBefore(notes.now().get().began().plus(EVERY))) {
            return false;
        }
        notes = notes.begun(now);
        return true;
    }

    private void work(long began, Listener listener) throws IOException {
        int unreadable = 0;
        while (notes.isUnderWay() && pace.nanos.getAsLong() - began < STRETCH_NANOS) {
            Key after = notes.last().orElse(null);
            Index.Page page = blobs.tenure().with(store -> store.parts().index().after(after, ROWS_AT_ONCE));
            for (Rows.Row row : page.rows()) {
                if (pace.nanos.getAsLong() - began >= STRETCH_NANOS) {
                    return;
                }
                unreadable += isReadable(row.key(), listener) ? 0 : 1;
                if (unreadable > MOST_UNREADABLE) {
                    throw new IOException("the disk of the blobs cannot be read");
                }
                notes = notes.at(row.key(), row.place().sizeBytes());
            }
            Key next = page.next();
            notes = next == null ? notes.ended(pace.clock.instant()) : notes.at(next);
        }
    }

    private boolean isReadable(Key key, Listener listener) throws IOException {
        try {
            blobs.verify(key.cid());
            return true;
        } catch (DamagedBlobException e) {
            report(key, e, listener);
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "blob " + key.cid() + " cannot be read; it is looked at again", e);
            doubtful.add(key);
            return false;
        }
    }

    /// What could not be read a while ago and cannot be now is given up, if the disk takes the record of that.
    private void lookAgain(Listener listener) throws IOException {
        List<Key> again = new ArrayList<>(doubtful);
        for (Key key : again) {
            if (blobs.abandon(key.cid())) {
                report(key, new DamagedBlobException(key.cid(), "it cannot be read"), listener);
            }
            doubtful.remove(key);
        }
    }

    private void report(Key key, DamagedBlobException what, Listener listener) throws IOException {
        LOG.log(Level.WARNING, what.getMessage());
        notes = notes.plusDamaged();
        listener.damaged(key.cid());
    }

    private void note() {
        try {
            notes.write(blobs.volume());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "how far the scrub has come could not be written down", e);
        }
    }
}
