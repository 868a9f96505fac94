package community.kith.doors.http;

import community.kith.base.name.Cid;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import community.kith.node.api.Kith;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;

/// My files: list, add, look after, forget.
final class FilesApi {
    private static final String FILES = Api.ROOT + "/files";
    /// What a client may go on sending after its put has failed.
    private static final int MAX_IGNORED_BYTES = 1 << 30;

    private static final String FILES_FIELD = "files";

    private final Kith kith;

    FilesApi(Kith kith) {
        this.kith = kith;
    }

    List<Route> routes() {
        return List.of(
                Route.get(FILES, this::list),
                Route.post(FILES, this::upload),
                Route.post(FILES + "/import", this::bring),
                Route.get(FILES + "/{cid}", exchange -> exchange.reply(200, kith.info(exchange.cid()))),
                Route.delete(FILES + "/{cid}", this::remove),
                Route.post(FILES + "/{cid}/restore", exchange -> exchange.reply(200, kith.restore(exchange.cid()))),
                Route.post(FILES + "/{cid}/release", exchange -> exchange.reply(200, kith.release(exchange.cid()))),
                Route.get(FILES + "/{cid}/health", exchange -> exchange.reply(200, kith.health(exchange.cid()))),
                Route.post(FILES + "/{cid}/check", this::check));
    }

    /// Keeps the raw bytes of the body, as they stream in.
    private void upload(Exchange exchange) throws IOException {
        var request = new PutRequest(
                exchange.query("name")
                        .filter(name -> !name.isBlank())
                        .orElseThrow(() -> new IllegalArgumentException("name: missing, must be the file's name")),
                exchange.query("reach").orElse("private"),
                exchange.queries("to"),
                holders(exchange.query("holders").orElse("by-reach")),
                until(exchange.query("wait").orElse("durable")),
                exchange.query("profile").orElse(""));
        FileInfo file;
        try (InputStream bytes = exchange.body()) {
            file = put(request, bytes);
        }
        exchange.header(HttpHeader.LOCATION, FILES + "/" + file.manifest());
        exchange.reply(201, file);
    }

    /// A client that is still sending hears of a failure only when it has sent what it had: so that is read, up to a
    /// bound.
    private FileInfo put(PutRequest request, InputStream bytes) throws IOException {
        try {
            return kith.put(request, new PutSource.Streamed(bytes), Progress.NONE);
        } catch (IOException | IllegalArgumentException failure) {
            byte[] ignored = new byte[64 * 1024];
            for (int i = 0; i < MAX_IGNORED_BYTES / ignored.length && bytes.read(ignored) >= 0; i++) {
                // what comes after a failure is of no use any more
            }
            throw failure;
        }
    }

    /// Keeps a file or folder that is on this computer.
    private void bring(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        Path path = Parse.absolute("path", body.text("path"));
        var request = new PutRequest(
                body.optionalText("name").orElse(""),
                body.optionalText("reach").orElse("private"),
                body.texts("to"),
                holders(body.optionalText("holders").orElse("by-reach")),
                until(body.optionalText("wait").orElse("durable")),
                body.optionalText("profile").orElse(""));
        body.end();
        ProgressLines.answer(exchange, progress -> kith.put(request, new PutSource.OnDisk(path), progress));
    }

    private void remove(Exchange exchange) throws IOException {
        Cid cid = exchange.cid();
        kith.remove(cid, Parse.label("how", Removal.class, exchange.query("how").orElse("careful")));
        exchange.reply(200, Map.of("removed", cid));
    }

    /// A page of my files; `next` is there when it was full, and what to give as `after` for the one that follows.
    private void list(Exchange exchange) throws IOException {
        switch (exchange.query("removed").orElse("false")) {
            case "true" -> exchange.reply(200, Map.of(FILES_FIELD, kith.removed()));
            case "false" -> {
                var which = new FileQuery(
                        exchange.query("called"),
                        exchange.query("after").map(Parse::cid),
                        exchange.query("limit").map(FilesApi::limit).orElse(FileQuery.MOST));
                List<FileInfo> page = kith.files(which);
                exchange.reply(
                        200,
                        page.size() < which.most()
                                ? Map.of(FILES_FIELD, page)
                                : Map.of(
                                        FILES_FIELD,
                                        page,
                                        "next",
                                        page.getLast().manifest()));
            }
            default -> throw new IllegalArgumentException("removed: must be true or false");
        }
    }

    private static int limit(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit: must be a number, not " + text, e);
        }
    }

    private void check(Exchange exchange) throws IOException {
        Cid cid = exchange.cid();
        if (exchange.accepts(ProgressLines.TYPE)) {
            ProgressLines.answer(exchange, progress -> kith.check(cid, progress));
        } else {
            exchange.reply(200, kith.check(cid, Progress.NONE));
        }
    }

    private static PutRequest.Holders holders(String label) {
        return Parse.label("holders", PutRequest.Holders.class, label);
    }

    private static PutRequest.Wait until(String label) {
        return switch (label) {
            case "durable" -> PutRequest.Wait.FOR_DURABLE;
            case "accepted" -> PutRequest.Wait.FOR_ACCEPTED;
            default -> throw new IllegalArgumentException("wait: no such choice: " + label);
        };
    }
}
