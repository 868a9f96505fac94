package community.kith.doors.http;

import community.kith.node.api.Kith;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a link opens. Links travel in bodies, never in an address: addresses end up in logs and histories.
final class LinksApi {
    private static final String LINKS = Api.ROOT + "/links";

    private final Kith kith;

    LinksApi(Kith kith) {
        this.kith = kith;
    }

    List<Route> routes() {
        return List.of(
                Route.post(LINKS + "/open", this::open),
                Route.post(LINKS + "/read", this::read),
                Route.post(LINKS + "/extract", this::extract),
                Route.post(LINKS + "/pin", this::pin));
    }

    private void open(Exchange exchange) throws IOException {
        exchange.reply(200, kith.open(onlyLink(exchange)));
    }

    private void read(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String link = body.text("link");
        String path = body.optionalText("path").orElse("");
        long from = body.has("from") ? body.whole("from", 0, Long.MAX_VALUE) : 0;
        OptionalLong to =
                body.has("to") ? OptionalLong.of(body.whole("to", from, Long.MAX_VALUE)) : OptionalLong.empty();
        body.end();
        OutputStream out = exchange.stream(200, "application/octet-stream");
        kith.read(link, path, from, to, out);
        out.close();
    }

    private void extract(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String link = body.text("link");
        Path target = Parse.absolute("target", body.text("target"));
        body.end();
        ProgressLines.answer(exchange, progress -> Map.of("bytes", kith.extract(link, target, progress)));
    }

    private void pin(Exchange exchange) throws IOException {
        String link = onlyLink(exchange);
        ProgressLines.answer(exchange, progress -> kith.pin(link, progress));
    }

    private static String onlyLink(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String link = body.text("link");
        body.end();
        return link;
    }
}
