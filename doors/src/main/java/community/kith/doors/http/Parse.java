package community.kith.doors.http;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/// Turns words of a caller into types, or says which word is wrong.
final class Parse {
    private Parse() {}

    static Cid cid(String text) {
        try {
            return Cid.parse(text);
        } catch (ProtocolException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("cid: " + wrong.getMessage(), wrong);
        }
    }

    static Did did(String text) {
        try {
            return Did.parse(text);
        } catch (ProtocolException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("did: " + wrong.getMessage(), wrong);
        }
    }

    /// A moment as ISO 8601 has it, with its offset.
    static Instant instant(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(field + ": must be a time such as 2027-06-01T00:00:00Z", wrong);
        }
    }

    /// A place on this computer; what is relative to the node's own directory would surprise.
    static Path absolute(String field, String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(field + ": must be an absolute path, not " + text);
        }
        return path.normalize();
    }

    /// The constant whose lower-case, hyphenated name is `label`.
    static <E extends Enum<E>> E label(String field, Class<E> type, String label) {
        try {
            return Enum.valueOf(type, label.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(field + ": no such choice: " + label, wrong);
        }
    }
}
