package community.kith.doors.http;

import community.kith.base.name.Cid;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;

/// One request and the one answer to it, as an [Endpoint] sees them. Owned by the request's thread.
final class Exchange {
    private static final int MAX_JSON_BYTES = 64 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024;

    private final Request request;
    private final Response response;
    private final Map<String, String> path;

    Exchange(Request request, Response response) {
        this(request, response, Map.of());
    }

    private Exchange(Request request, Response response, Map<String, String> path) {
        this.request = request;
        this.response = response;
        this.path = path;
    }

    /// The same exchange, knowing what the route's template matched.
    Exchange with(Map<String, String> path) {
        return new Exchange(request, response, path);
    }

    Request request() {
        return request;
    }

    String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("no {" + name + "} in this route");
        }
        return value;
    }

    /// The file named in the path.
    Cid cid() {
        return Parse.cid(path("cid"));
    }

    Optional<String> query(String name) {
        return queries(name).stream().findFirst();
    }

    List<String> queries(String name) {
        Fields.Field field = Request.extractQueryParameters(request).get(name);
        return field == null ? List.of() : field.getValues();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    boolean accepts(String type) {
        return request.getHeaders().getCSV(HttpHeader.ACCEPT, false).stream().anyMatch(each -> each.startsWith(type));
    }

    /// The request's body as it arrives.
    InputStream body() {
        return Content.Source.asInputStream(request);
    }

    /// The request's body as a JSON object of at most 64 KiB.
    JsonBody json() throws IOException {
        return JsonBody.parse(bytes(MAX_JSON_BYTES));
    }

    /// The request's body, of at most `maxBytes`.
    byte[] bytes(int maxBytes) throws IOException {
        if (request.getLength() > maxBytes) {
            throw new ProblemException(Problem.tooLarge(maxBytes));
        }
        byte[] bytes;
        try (InputStream in = body()) {
            bytes = in.readNBytes(maxBytes + 1);
        }
        if (bytes.length > maxBytes) {
            throw new ProblemException(Problem.tooLarge(maxBytes));
        }
        return bytes;
    }

    void header(HttpHeader name, String value) {
        response.getHeaders().put(name, value);
    }

    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    void cookie(HttpCookie cookie) {
        Response.putCookie(response, cookie);
    }

    void length(long bytes) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes);
    }

    void reply(int status) {
        response.setStatus(status);
    }

    void reply(int status, Object json) throws IOException {
        write(status, "application/json", json);
    }

    void problem(Problem problem) throws IOException {
        response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
        response.getHeaders().remove(HttpHeader.CONTENT_DISPOSITION);
        response.getHeaders().remove(HttpHeader.ETAG);
        header(HttpHeader.CACHE_CONTROL, "no-store");
        write(problem.status(), "application/problem+json", problem);
    }

    private void write(int status, String type, Object json) throws IOException {
        try (OutputStream out = stream(status, type)) {
            Json.write(out, json);
        }
    }

    /// Begins an answer that is written piece by piece. Nothing is sent before the first buffer is full or flushed;
    /// closing
    /// ends the answer, so close it only when it is whole.
    OutputStream stream(int status, String type) {
        response.setStatus(status);
        header(HttpHeader.CONTENT_TYPE, type);
        return new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER_BYTES);
    }

    /// Whether the first bytes of the answer are on their way, so that it can no longer become another one.
    boolean committed() {
        return response.isCommitted();
    }
}
