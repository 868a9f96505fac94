package community.kith.doors.http;

import community.kith.node.api.Backups;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Snapshots of folders on this computer.
final class BackupsApi {
    private static final String BACKUPS = Api.ROOT + "/backups";

    private final Backups backups;

    BackupsApi(Kith kith) {
        this.backups = kith.backups();
    }

    List<Route> routes() {
        return List.of(
                Route.get(BACKUPS, exchange -> exchange.reply(200, Map.of("backups", backups.all()))),
                Route.post(BACKUPS, this::set),
                Route.post(BACKUPS + "/now", this::now),
                Route.post(BACKUPS + "/stop", this::stop),
                Route.post(Api.ROOT + "/files/{cid}/drill", this::drill));
    }

    private void set(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        Path path = Parse.absolute("path", body.text("path"));
        Duration every = Duration.ofSeconds(body.whole("everySeconds", 60, 366L * 24 * 3600));
        String keep = body.text("keep");
        body.end();
        exchange.reply(200, backups.set(path, every, keep));
    }

    private void now(Exchange exchange) throws IOException {
        Path path = path(exchange);
        ProgressLines.answer(exchange, progress -> backups.now(path, progress));
    }

    private void stop(Exchange exchange) throws IOException {
        Path path = path(exchange);
        backups.stop(path);
        exchange.reply(200, Map.of("stopped", path.toString()));
    }

    private void drill(Exchange exchange) throws IOException {
        var cid = exchange.cid();
        ProgressLines.answer(exchange, progress -> backups.drill(cid, progress));
    }

    private static Path path(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        Path path = Parse.absolute("path", body.text("path"));
        body.end();
        return path;
    }
}
