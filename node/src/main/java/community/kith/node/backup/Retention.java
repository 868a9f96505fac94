package community.kith.node.backup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How many snapshots are kept: of each of the last so many hours, days, weeks and months that have any, the newest.
/// Times
/// are UTC, weeks those of ISO 8601.
///
/// @param keep how many of each
record Retention(Map<Span, Integer> keep) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([hdwm])");

    private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

    /// A span of time of which one snapshot may be kept.
    enum Span {
        HOUR('h'),
        DAY('d'),
        WEEK('w'),
        MONTH('m');

        private final char letter;

        Span(char letter) {
            this.letter = letter;
        }

        String of(ZonedDateTime time) {
            return switch (this) {
                case HOUR -> time.truncatedTo(ChronoUnit.HOURS).toString();
                case DAY -> time.truncatedTo(ChronoUnit.DAYS).toString();
                case WEEK -> time.get(IsoFields.WEEK_BASED_YEAR) + "w" + time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
                case MONTH -> time.getYear() + "-" + time.getMonthValue();
            };
        }
    }

    /// Reads `24h 7d 5w 12m`, with blanks or commas between, any of them left out.
    ///
    /// @throws IllegalArgumentException when it is none of that, or would keep nothing
    static Retention parse(String text) {
        Map<Span, Integer> keep = new LinkedHashMap<>();
        for (String word : BETWEEN.splitAsStream(text.strip()).toList()) {
            Matcher form = FORM.matcher(word);
            if (!form.matches()) {
                throw new IllegalArgumentException(
                        "“" + text + "” does not say what to keep, as in 24h 7d 5w 12m (hours, days, weeks, months)");
            }
            for (Span span : Span.values()) {
                if (span.letter == form.group(2).charAt(0)) {
                    keep.put(span, Integer.parseInt(form.group(1)));
                }
            }
        }
        if (keep.values().stream().allMatch(count -> count == 0)) {
            throw new IllegalArgumentException("“" + text + "” would keep nothing");
        }
        return new Retention(keep);
    }

    /// Those to keep; the newest is always among them.
    NavigableSet<Instant> kept(Collection<Instant> taken) {
        NavigableSet<Instant> all = new TreeSet<>(taken);
        NavigableSet<Instant> kept = new TreeSet<>();
        if (!all.isEmpty()) {
            kept.add(all.last());
        }
        keep.forEach((span, count) -> {
            Set<String> spans = new HashSet<>();
            for (Instant time : all.descendingSet()) {
                if (spans.size() < count && spans.add(span.of(time.atZone(ZoneOffset.UTC)))) {
                    kept.add(time);
                }
            }
        });
        return kept;
    }

    @Override
    public String toString() {
        return keep.entrySet().stream()
                .map(each -> "" + each.getValue() + each.getKey().letter)
                .collect(Collectors.joining(" "));
    }
}
