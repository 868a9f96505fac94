package community.kith.p2p.security.tls;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// When a certificate is valid, both ends included. Source: RFC 5280, section 4.1.2.5.
record Validity(Instant from, Instant until) {
    /// For our own certificates: nobody's clock is so wrong that it is outside.
    static final byte[] ALWAYS = DerWriter.sequence(
            DerWriter.time(DerReader.UTC_TIME, "750101000000Z"),
            DerWriter.time(DerReader.GENERALIZED_TIME, "40960101000000Z"));

    private static final int UTC_DIGITS = 12;
    private static final int GENERALIZED_DIGITS = 14;
    private static final int FIRST_YEAR_OF_1900S = 50;

    static Validity read(DerReader in) throws ProtocolException {
        DerReader times = in.enter(DerReader.SEQUENCE);
        Validity read = new Validity(time(times), time(times));
        times.end();
        return read;
    }

    boolean covers(Instant now) {
        return !now.isBefore(from) && !now.isAfter(until);
    }

    private static Instant time(DerReader in) throws ProtocolException {
        if (in.next(DerReader.UTC_TIME)) {
            String digits = digits(in.take(DerReader.UTC_TIME), UTC_DIGITS);
            int year = Integer.parseInt(digits, 0, 2, 10);
            return instant((year < FIRST_YEAR_OF_1900S ? 2000 : 1900) + year, digits.substring(2));
        }
        String digits = digits(in.take(DerReader.GENERALIZED_TIME), GENERALIZED_DIGITS);
        return instant(Integer.parseInt(digits, 0, 4, 10), digits.substring(4));
    }

    private static String digits(byte[] value, int count) throws ProtocolException {
        String text = new String(value, StandardCharsets.US_ASCII);
        boolean good = text.length() == count + 1
                && text.charAt(count) == 'Z'
                && text.chars().limit(count).allMatch(c -> c >= '0' && c <= '9');
        if (!good) {
            throw new ProtocolException("certificate: not a time");
        }
        return text.substring(0, count);
    }

    /// @param rest month, day, hour, minute and second, two digits each
    private static Instant instant(int year, String rest) throws ProtocolException {
        int[] parts = new int[5];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Integer.parseInt(rest, 2 * i, 2 * i + 2, 10);
        }
        try {
            return LocalDateTime.of(year, parts[0], parts[1], parts[2], parts[3], parts[4])
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw (ProtocolException) new ProtocolException("certificate: not a time").initCause(e);
        }
    }
}
