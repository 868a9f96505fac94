package community.kith.app.terminal;

import community.kith.node.config.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Amounts as people say them.
public final class Words {
    private Words() {}

    /// A size in decimal units, such as `512 B`, `1.5 GB` or `120 GB`.
    public static String size(long sizeBytes) {
        return Quantity.text(sizeBytes);
    }

    /// A duration to its first or first two units, such as `0.8 s`, `42 s`, `3 min`, `2 h 10 min` or `5 days`.
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        if (seconds < 172_800) {
            return seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86_400 + " days";
    }

    /// When something was, seen from `now`.
    public static String since(Instant then, Instant now) {
        Duration ago = Duration.between(then, now);
        return ago.compareTo(Duration.ofSeconds(10)) < 0 ? "just now" : time(ago) + " ago";
    }

    /// `1 person`, `3 people`.
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
