package community.kith.doors.http;

import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.api.StorageFullException;
import community.kith.node.api.UnavailableException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;

/// Why a call was not done (RFC 9457).
///
/// @param type a URI that names the kind of problem and never changes
/// @param title the kind in words, the same each time
/// @param detail what went wrong this time, and what would be right
/// @param missing how many holders or peers it takes more
/// @param link of content that was accepted all the same
record Problem(String type, String title, int status, String detail, OptionalInt missing, Optional<String> link) {
    private static final System.Logger LOG = System.getLogger(Problem.class.getName());
    private static final String TYPES = "tag:kith.community,2026:problem/";

    private static Problem of(String type, String title, int status, String detail) {
        return new Problem(TYPES + type, title, status, detail, OptionalInt.empty(), Optional.empty());
    }

    /// The problem that an expected failure is to a caller.
    static Problem of(Exception failure) {
        return switch (failure) {
            case ProblemException named -> named.problem();
            case NotFoundException none -> of("not-found", "Not found", 404, message(none));
            case RefusedException no -> refused(message(no));
            case UnavailableException few ->
                new Problem(
                        TYPES + "unavailable",
                        "Too few holders or peers answer now",
                        503,
                        message(few),
                        OptionalInt.of(few.missing()),
                        few.link().isEmpty() ? Optional.empty() : Optional.of(few.link()));
            case StorageFullException full -> of("storage-full", "This node's disk is full", 507, message(full));
            case IllegalArgumentException wrong -> of("bad-request", "Not understood", 400, message(wrong));
            default -> other(failure);
        };
    }

    private static Problem other(Exception failure) {
        if (failure.getCause() instanceof TimeoutException) {
            return of("too-slow", "Too slow", 408, "the rest of the request did not come in time");
        }
        LOG.log(Level.WARNING, "a call failed", failure);
        return of("failed", "It did not work", 500, message(failure));
    }

    private static String message(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    static Problem tokenNeeded(String detail) {
        return of("token-needed", "Who are you?", 401, detail);
    }

    static Problem refused(String detail) {
        return of("refused", "Refused", 403, detail);
    }

    static Problem noSuchPath(String path) {
        return of("not-found", "Not found", 404, "there is nothing at " + path);
    }

    static Problem notThatWay(String method, Collection<String> methods) {
        return of("method", "Not that way", 405, method + " is not for this path: " + String.join(", ", methods));
    }

    static Problem tooLarge(int maxBytes) {
        return of("too-large", "Too large", 413, "this body has at most " + maxBytes + " bytes");
    }

    static Problem outOfRange(String range, long sizeBytes) {
        return of("range", "Out of range", 416, range + " is outside of " + sizeBytes + " bytes");
    }

    static Problem busy(String detail) {
        return of("busy", "Busy", 503, detail);
    }

    static Problem ofStatus(int status, String detail) {
        return status < 500
                ? of("bad-request", "Not understood", status, detail)
                : of("failed", "It did not work", status, detail);
    }
}
