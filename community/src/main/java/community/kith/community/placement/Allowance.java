package community.kith.community.placement;

import java.time.Duration;
import java.time.Instant;

/// So many bytes an hour, of which an hour's can be saved up. What is larger than that is spent when an hour's is
/// there, and then paid off.
final class Allowance {
    private static final double SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();

    private final long bytesPerHour;
    private double bytes;
    private Instant at = Instant.EPOCH;

    Allowance(long bytesPerHour) {
        this.bytesPerHour = bytesPerHour;
        this.bytes = bytesPerHour;
    }

    void grow(Instant now) {
        double seconds = Duration.between(at, now).toMillis() / 1e3;
        bytes = Math.min((double) bytesPerHour, bytes + Math.max(0, seconds) * bytesPerHour / SECONDS_AN_HOUR);
        at = now;
    }

    boolean allows(long cost) {
        return bytesPerHour > 0 && (cost <= bytes || bytes >= bytesPerHour);
    }

    void spend(long cost) {
        bytes -= cost;
    }
}
