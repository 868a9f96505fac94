package community.kith.node.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and durations as people write them: `10GB`, `512MiB`, `90s`, `500ms`, `4h`, `30d`.
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*([A-Za-z]*)");

    private static final Map<String, Long> BYTES = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("kb", 1_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("tb", 1_000_000_000_000L),
            Map.entry("kib", 1L << 10),
            Map.entry("mib", 1L << 20),
            Map.entry("gib", 1L << 30),
            Map.entry("tib", 1L << 40));

    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Quantity() {}

    /// Reads a size.
    ///
    /// @throws IllegalArgumentException when `text` is no size
    public static long bytes(String text) {
        Matcher form = FORM.matcher(text.strip());
        Long unit = form.matches() ? BYTES.get(form.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 10GB, 512MiB or 1.5TB");
        }
        return whole(text, new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit)));
    }

    /// Reads a duration.
    ///
    /// @throws IllegalArgumentException when `text` is no duration
    public static Duration duration(String text) {
        Matcher form = FORM.matcher(text.strip());
        Duration unit = form.matches() ? TIMES.get(form.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 500ms, 90s, 4h or 30d");
        }
        return Duration.ofMillis(
                whole(text, new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit.toMillis()))));
    }

    /// A size in decimal units, such as `512 B`, `1.5 GB` or `120 GB`: how disks are sold and how [#bytes] takes sizes.
    public static String text(long sizeBytes) {
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

    private static long whole(String text, BigDecimal amount) {
        if (amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 1_000)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is more than fits");
        }
        return amount.longValue();
    }
}
