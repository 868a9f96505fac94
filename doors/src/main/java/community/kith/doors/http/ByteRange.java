package community.kith.doors.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes `[from, to)` of something, as RFC 9110 section 14 asks for them.
record ByteRange(long from, long to) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// What a Range header asks of `sizeBytes` bytes: an empty range when there is nothing of it, and nothing at all
    /// for
    /// headers that may be ignored (several ranges, other units, nonsense), which get everything.
    static Optional<ByteRange> parse(String header, long sizeBytes) {
        Matcher one = ONE.matcher(header.replace(" ", ""));
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (one.group(1).isEmpty()) {
            long last = Long.parseLong(one.group(2));
            return Optional.of(new ByteRange(Math.max(0, sizeBytes - last), sizeBytes));
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2).isEmpty() ? sizeBytes : Math.min(sizeBytes, Long.parseLong(one.group(2)) + 1);
        if (from < sizeBytes && to <= from) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(Math.min(from, sizeBytes), to));
    }

    boolean isEmpty() {
        return from >= to;
    }

    String header(long sizeBytes) {
        return "bytes " + from + "-" + (to - 1) + "/" + sizeBytes;
    }
}
