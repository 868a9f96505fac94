package community.kith.app.client;

import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Progress;
import community.kith.node.api.RefusedException;
import community.kith.node.api.StorageFullException;
import community.kith.node.api.UnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import tools.jackson.databind.JsonNode;

/// Calls of one node's HTTP API: the token on the way there, typed errors on the way back.
final class Api {
    /// No answer or line of an answer is longer.
    private static final int MAX_TEXT = 64 << 20;

    private final URI base;
    private final String token;
    private final HttpClient http;

    Api(URI base, String token) {
        this.base = base;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trustingNobody())
                .build();
    }

    /// The node is on this computer and speaks plain HTTP. Reading all the world's certificates, as every client does
    /// by itself, would take longer than most commands.
    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    JsonNode get(String path) throws IOException {
        return json(request(path).GET());
    }

    JsonNode delete(String path) throws IOException {
        return json(request(path).DELETE());
    }

    JsonNode put(String path, JsonNode body) throws IOException {
        return json(request(path).PUT(text(body)).header("Content-Type", "application/json"));
    }

    JsonNode post(String path, JsonNode body) throws IOException {
        return json(request(path).POST(text(body)).header("Content-Type", "application/json"));
    }

    /// Sends bytes as they come.
    JsonNode post(String path, BodyPublisher bytes) throws IOException {
        return json(request(path).POST(bytes).header("Content-Type", "application/octet-stream"));
    }

    /// The answer's bytes as they come. The caller closes them.
    InputStream download(String path, JsonNode body) throws IOException {
        return send(request(path).POST(text(body)).header("Content-Type", "application/json"));
    }

    /// The answer of a call without a body, as it comes. The caller closes it.
    InputStream follow(String path, String accept) throws IOException {
        return send(request(path).GET().header("Accept", accept));
    }

    /// A long call that tells its progress line by line and ends with a result or a problem.
    JsonNode watch(String path, JsonNode body, Progress progress) throws IOException {
        var request = request(path)
                .POST(text(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/x-ndjson");
        try (var lines = new BufferedReader(new InputStreamReader(send(request), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = Json.parse(line, path);
                if (json.has("result")) {
                    return json.get("result");
                }
                if (json.has("error")) {
                    throw failure(json.get("error"));
                }
                JsonNode step = json.path("progress");
                progress.at(
                        step.path("phase").asString(""),
                        step.path("doneBytes").asLong(0),
                        step.path("totalBytes").asLong(-1));
            }
        }
        throw new IOException("the node ended the call " + path + " without a result; its log may tell why");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/api/v1" + path)).header("Authorization", "Bearer " + token);
    }

    private static BodyPublisher text(JsonNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException {
        try (InputStream body = send(request)) {
            return Json.parse(bounded(body), base.toString());
        }
    }

    private InputStream send(HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            throw new Failure(
                    Exit.UNAVAILABLE,
                    "the node does not answer at " + base + ": connection refused",
                    "Start it: kith run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the node at " + base);
        }
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw failure(problem(response.statusCode(), bounded(body)));
        }
    }

    private static String bounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_TEXT + 1);
        if (bytes.length > MAX_TEXT) {
            throw new IOException("the node's answer is longer than " + MAX_TEXT + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// What is left of an answer when whatever stands there is no problem document.
    private JsonNode problem(int status, String body) {
        try {
            if (Json.parse(body, "") instanceof tools.jackson.databind.node.ObjectNode object) {
                return object.put("status", status);
            }
        } catch (IOException notJson) {
            // falls through: only the status says what happened
        }
        return Json.object().put("status", status).put("detail", base + " answered with HTTP status " + status);
    }

    /// The exception that the node's own API would have thrown.
    private IOException failure(JsonNode problem) {
        String detail = problem.path("detail").asString(problem.path("title").asString("the node failed"));
        return switch (problem.path("status").asInt(500)) {
            case 400 -> new Failure(Exit.USAGE, detail, "");
            case 401 ->
                new Failure(
                        Exit.FAILED,
                        "the program at " + base + " does not accept this home's token",
                        "Another program or another home's node runs there: stop it, or start this home's node with kith run");
            case 403 -> new RefusedException(detail);
            case 404 -> new NotFoundException(detail);
            case 503 ->
                new UnavailableException(
                        detail,
                        problem.path("missing").asInt(0),
                        problem.path("link").asString(""));
            case 507 -> new StorageFullException(detail);
            default -> new IOException(detail);
        };
    }
}
