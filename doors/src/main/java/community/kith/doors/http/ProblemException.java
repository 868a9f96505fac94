package community.kith.doors.http;

import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;

/// A problem found by the door itself.
final class ProblemException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<HttpHeader, String> headers;

    ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /// A problem whose answer carries a header, as HTTP wants it of that status.
    ProblemException(Problem problem, HttpHeader header, String value) {
        this(problem, Map.of(header, value));
    }

    private ProblemException(Problem problem, Map<HttpHeader, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    Problem problem() {
        return problem;
    }

    Map<HttpHeader, String> headers() {
        return headers;
    }
}
