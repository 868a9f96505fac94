package community.kith.node.whereabouts;

import community.kith.base.name.PeerId;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Speaks with doorways over HTTP.
final class SignalClient implements AutoCloseable {
    static final String TYPE = "application/octet-stream";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Guarded by this object's monitor, as is `closed`: most nodes know no doorway and need none.
    private @Nullable HttpClient client;

    private boolean closed;

    /// How far from here a doorway is.
    static Scope place(URI doorway) throws IOException {
        return Scope.of(InetAddress.getByName(doorway.getHost()));
    }

    /// Leaves a word at a doorway.
    void announce(URI doorway, byte[] sealed) throws IOException, InterruptedException {
        HttpResponse<Void> answer = http().send(
                        HttpRequest.newBuilder(at(doorway, "signal"))
                                .timeout(PATIENCE)
                                .header("Content-Type", TYPE)
                                .POST(BodyPublishers.ofByteArray(sealed))
                                .build(),
                        BodyHandlers.discarding());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the doorway " + doorway + " did not take our addresses: " + answer.statusCode());
        }
    }

    /// Asks a doorway for a device's word, which is not checked yet.
    Optional<byte[]> find(URI doorway, PeerId peer) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http().send(
                        HttpRequest.newBuilder(at(doorway, "signal/" + peer))
                                .timeout(PATIENCE)
                                .header("Accept", TYPE)
                                .build(),
                        BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 404) {
                return Optional.empty();
            }
            byte[] sealed = body.readNBytes(SignalBoard.MAX_BYTES + 1);
            if (answer.statusCode() != 200 || sealed.length > SignalBoard.MAX_BYTES) {
                throw new IOException("the doorway " + doorway + " answered with " + answer.statusCode());
            }
            return Optional.of(sealed);
        }
    }

    private synchronized HttpClient http() throws IOException {
        if (closed) {
            throw new IOException("this node is stopping");
        }
        HttpClient http = client == null
                ? HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()
                : client;
        client = http;
        return http;
    }

    private static URI at(URI doorway, String path) {
        String base = doorway.toString();
        return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdownNow();
        }
    }
}
