package community.kith.doors.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.eclipse.jetty.http.HttpHeader;

/// Finds the route of a request. A literal segment wins over one in braces because it is listed first.
final class Router {
    private final List<Pattern> patterns = new ArrayList<>();

    Router(List<Route> routes) {
        routes.forEach(route -> patterns.add(new Pattern(route, segments(route.template()))));
    }

    /// @param path what the segments in braces matched, by name
    record Found(Route route, Map<String, String> path) {}

    /// @throws ProblemException when there is nothing of that path (404), or nothing to do to it that way (405)
    Found find(String method, String path) throws ProblemException {
        List<String> asked = segments(path);
        SequencedSet<String> methods = new LinkedHashSet<>();
        for (Pattern pattern : patterns) {
            Optional<Map<String, String>> match = pattern.match(asked);
            if (match.isPresent() && pattern.route.method().equals(method)) {
                return new Found(pattern.route, match.get());
            }
            match.ifPresent(found -> methods.add(pattern.route.method()));
        }
        if (methods.isEmpty()) {
            throw new ProblemException(Problem.noSuchPath(path));
        }
        throw new ProblemException(Problem.notThatWay(method, methods), HttpHeader.ALLOW, String.join(", ", methods));
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private record Pattern(Route route, List<String> segments) {
        Optional<Map<String, String>> match(List<String> asked) {
            if (asked.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                String segment = segments.get(i);
                if (segment.startsWith("{")) {
                    values.put(segment.substring(1, segment.length() - 1), asked.get(i));
                } else if (!segment.equals(asked.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(values);
        }
    }
}
