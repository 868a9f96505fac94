package community.kith.app.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Amounts as people say them.
public final class Words {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Words() {}

    /// A size in decimal units, such as `512 B`, `1.5 GB` or `120 GB`: how disks are sold and how Kith takes sizes.
    public static String size(long sizeBytes) {
        if (Math.abs(sizeBytes) < 1_000) {
            return sizeBytes + " B";
        }
        double amount = sizeBytes;
        int unit = -1;
        do {
            amount /= 1_000;
            unit++;
        } while (Math.abs(amount) >= 999.5 && unit < UNITS.length - 1);
        return String.format(Locale.ROOT, Math.abs(amount) < 99.95 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
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
