package community.kith.doors.http;

import community.kith.base.name.Did;
import community.kith.node.api.Denylists;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Denylists that this node publishes and follows, and the record of their use.
final class DenylistsApi {
    private static final String DENYLISTS = Api.ROOT + "/denylists";
    private static final String ONE = DENYLISTS + "/{did}/{name}";
    private static final int MAX_SIGNED_BYTES = 2 << 20;

    private final Denylists denylists;

    DenylistsApi(Kith kith) {
        this.denylists = kith.denylists();
    }

    List<Route> routes() {
        return List.of(
                Route.get(DENYLISTS, exchange -> exchange.reply(200, Map.of("denylists", denylists.all()))),
                Route.post(DENYLISTS, this::create),
                Route.post(DENYLISTS + "/entries", this::add),
                Route.post(DENYLISTS + "/entries/remove", this::remove),
                Route.post(DENYLISTS + "/subscriptions", this::subscribe),
                Route.post(
                        DENYLISTS + "/import",
                        exchange -> exchange.reply(200, denylists.subscribe(exchange.bytes(MAX_SIGNED_BYTES)))),
                Route.get(ONE, exchange -> exchange.reply(200, denylists.show(publisher(exchange), name(exchange)))),
                Route.delete(ONE, this::unsubscribe),
                Route.get(ONE + "/signed", this::export),
                Route.get(Api.ROOT + "/denials", this::log));
    }

    private void create(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String name = body.text("name");
        body.end();
        exchange.reply(201, denylists.create(name));
    }

    private void add(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String name = body.text("name");
        String what = body.text("what");
        String reason = body.text("reason");
        body.end();
        exchange.reply(200, denylists.add(name, what.strip(), reason));
    }

    private void remove(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String name = body.text("name");
        String what = body.text("what");
        body.end();
        exchange.reply(200, denylists.remove(name, what.strip()));
    }

    private void subscribe(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        Did publisher = Parse.did(body.text("publisher"));
        String name = body.text("name");
        body.end();
        exchange.reply(200, denylists.subscribe(publisher, name));
    }

    private void unsubscribe(Exchange exchange) throws IOException {
        denylists.unsubscribe(publisher(exchange), name(exchange));
        exchange.reply(204);
    }

    private void export(Exchange exchange) throws IOException {
        byte[] signed = denylists.export(publisher(exchange), name(exchange));
        exchange.length(signed.length);
        try (OutputStream out = exchange.stream(200, "application/octet-stream")) {
            out.write(signed);
        }
    }

    private void log(Exchange exchange) throws IOException {
        Optional<Did> of = exchange.query("of").map(Parse::did);
        exchange.reply(200, Map.of("uses", denylists.log(of)));
    }

    private static Did publisher(Exchange exchange) {
        return Parse.did(exchange.path("did"));
    }

    private static String name(Exchange exchange) {
        return exchange.path("name");
    }
}
