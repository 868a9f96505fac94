package community.kith.doors.http;

import community.kith.base.name.Did;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything there is to call. `openapi.json` says the same to strangers; a test holds the two together.
final class Api {
    static final String ROOT = "/api/v1";

    private Api() {}

    static List<Route> routes(Kith kith, Gate gate, EventStream events) {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get(ROOT + "/status", exchange -> exchange.reply(200, kith.status())));
        routes.add(Route.get(ROOT + "/doctor", exchange -> exchange.reply(200, Map.of("checks", kith.doctor()))));
        routes.add(Route.get(ROOT + "/events", events));
        routes.add(Route.get(ROOT + "/openapi.json", Api::openapi).withoutToken());
        routes.add(
                Route.post(ROOT + "/session", exchange -> enter(exchange, gate)).withoutToken());
        routes.add(Route.delete(ROOT + "/session", exchange -> leave(exchange, gate)));
        routes.addAll(new PeopleApi(kith).routes());
        routes.addAll(new AccountApi(kith).routes());
        routes.addAll(new FilesApi(kith).routes());
        routes.addAll(new BackupsApi(kith).routes());
        routes.addAll(new DenylistsApi(kith).routes());
        routes.addAll(new AttestationsApi(kith).routes());
        routes.addAll(new GrantsApi(kith).routes());
        routes.addAll(new GuardiansApi(kith).routes());
        routes.addAll(new DevicesApi(kith).routes());
        routes.add(Route.get(ROOT + "/files/{cid}/content", new FileContent(kith)));
        routes.add(Route.get(ROOT + "/files/{cid}/may", exchange -> may(exchange, kith)));
        routes.addAll(new LinksApi(kith).routes());
        routes.addAll(new SignalApi(kith).routes());
        return List.copyOf(routes);
    }

    private static void openapi(Exchange exchange) throws IOException {
        try (InputStream document = Api.class.getResourceAsStream("openapi.json")) {
            if (document == null) {
                throw new IOException("openapi.json is not among the resources");
            }
            OutputStream out = exchange.stream(200, "application/json");
            document.transferTo(out);
            out.close();
        }
    }

    private static void may(Exchange exchange, Kith kith) throws IOException {
        Did who = Parse.did(exchange.query("who").orElse(""));
        String act = exchange.query("act").orElseThrow(() -> new IllegalArgumentException("act: missing"));
        exchange.reply(200, kith.may(who, act, exchange.cid()));
    }

    private static void enter(Exchange exchange, Gate gate) throws IOException {
        JsonBody body = exchange.json();
        String token = body.text("token");
        body.end();
        exchange.cookie(gate.remember(exchange.request(), token));
        exchange.reply(204);
    }

    private static void leave(Exchange exchange, Gate gate) {
        exchange.cookie(gate.forget(exchange.request()));
        exchange.reply(204);
    }
}
