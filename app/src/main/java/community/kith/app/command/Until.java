package community.kith.app.command;

import community.kith.node.config.Quantity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// When something ends, as people write it: `30d`, `2027-06-01` or `2027-06-01T12:00:00Z`.
final class Until {
    private Until() {}

    static Instant parse(String text, Instant now) {
        if (!text.matches("\\d{4}-.*")) {
            return now.plus(Quantity.duration(text));
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "“" + text + "” is no time; write 30d, 2027-06-01 or 2027-06-01T12:00:00Z", e);
        }
    }
}
