package community.kith.node.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Bounds how fast and how finely anybody fills what was pledged to them, so that nobody wears out this disk or buries
/// its ledger under crumbs. A no says when to come back. What is remembered is bounded, and guarded by this object's
/// monitor; the sums begin anew with the process.
final class Appetite {
    /// As often a day the whole pledge may be filled anew.
    static final int FILLS_PER_DAY = 4;

    private static final long CRUMB_BYTES = 4_096;
    private static final int PEOPLE = 4_096;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Rates rates;
    private final Map<String, Meal> meals = new LinkedHashMap<>(16, 0.75f, true);

    Appetite(Rates rates) {
        this.rates = rates;
    }

    /// What somebody has placed in the present minute and day.
    private static final class Meal {
        private Instant minute = Instant.EPOCH;
        private Instant day = Instant.EPOCH;
        private int blobs;
        private long bytes;

        void pass(Instant now) {
            if (!now.isBefore(minute.plus(MINUTE)) || now.isBefore(minute)) {
                minute = now;
                blobs = 0;
            }
            if (!now.isBefore(day.plus(DAY)) || now.isBefore(day)) {
                day = now;
                bytes = 0;
            }
        }
    }

    /// What is asked for: a blob of that size, by people who count as one, were pledged so much and have so many blobs
    /// here already.
    ///
    /// @param who the same for all who count as one
    record Bite(String who, int sizeBytes, long pledged, long blobsHere) {}

    /// Why not, and until when; empty when it may be, which counts.
    synchronized Optional<Refusal> refuse(Bite bite, Instant now) {
        long mostBlobs = Math.max(rates.crumbs(), bite.pledged / CRUMB_BYTES);
        if (bite.blobsHere >= mostBlobs) {
            return Optional.of(new Refusal(
                    Refusal.Code.QUOTA,
                    "%d blobs are here, and a pledge of %d bytes has room for %d; put small ones together"
                            .formatted(bite.blobsHere, bite.pledged, mostBlobs)));
        }
        Meal meal = meals.computeIfAbsent(bite.who, first -> new Meal());
        if (meals.size() > PEOPLE) {
            meals.remove(meals.keySet().iterator().next());
        }
        meal.pass(now);
        long mostBytes =
                Math.max(rates.bytesADay(), Math.min(bite.pledged, Long.MAX_VALUE / FILLS_PER_DAY) * FILLS_PER_DAY);
        if (meal.blobs >= rates.blobsAMinute()) {
            return Optional.of(new Refusal(
                    Refusal.Code.BUSY,
                    "more than %d blobs in a minute; come back at %s"
                            .formatted(rates.blobsAMinute(), meal.minute.plus(MINUTE))));
        }
        if (bite.sizeBytes > mostBytes - meal.bytes) {
            return Optional.of(new Refusal(
                    Refusal.Code.QUOTA,
                    "more than %d bytes in a day; come back at %s".formatted(mostBytes, meal.day.plus(DAY))));
        }
        meal.blobs++;
        meal.bytes += bite.sizeBytes;
        return Optional.empty();
    }
}
