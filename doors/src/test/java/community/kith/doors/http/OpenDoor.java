package community.kith.doors.http;

import community.kith.doors.FakeKith;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/// A door open on a free port for one test, a node behind it, and a client that has the token.
final class OpenDoor implements BeforeEachCallback, AfterEachCallback {
    static final String TOKEN = "a-token-of-this-test";

    final FakeKith kith = new FakeKith(InstantSource.system(), new Random(7));
    final HttpClient client = HttpClient.newHttpClient();
    private final HttpDoor door =
            new HttpDoor(kith, TOKEN, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        door.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client.shutdownNow();
        door.close();
    }

    URI url() {
        return door.url();
    }

    void close() {
        door.close();
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + TOKEN);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        return Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
