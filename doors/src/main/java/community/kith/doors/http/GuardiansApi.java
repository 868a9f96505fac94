package community.kith.doors.http;

import community.kith.base.name.Did;
import community.kith.node.api.Guardians;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Who can give the owner's passport back, and requests to do so.
final class GuardiansApi {
    private static final String GUARDIANS = Api.ROOT + "/guardians";
    private static final int MOST = 15;
    private static final long MAX_WAIT_SECONDS = Duration.ofDays(2).toSeconds();

    private final Guardians guardians;

    GuardiansApi(Kith kith) {
        this.guardians = kith.guardians();
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        GUARDIANS,
                        exchange ->
                                exchange.reply(200, Map.of("circle", guardians.circle(), "wards", guardians.wards()))),
                Route.put(GUARDIANS, this::choose),
                Route.post(GUARDIANS + "/drill", exchange -> exchange.reply(200, guardians.drill())),
                Route.get(GUARDIANS + "/tomorrow", exchange -> exchange.reply(200, guardians.tomorrow())),
                Route.get(
                        GUARDIANS + "/requests",
                        exchange -> exchange.reply(200, Map.of("requests", guardians.petitions()))),
                Route.post(GUARDIANS + "/requests/{id}/approve", this::approve),
                Route.post(
                        GUARDIANS + "/requests/{id}/refuse",
                        exchange -> exchange.reply(200, guardians.refuse(exchange.path("id")))));
    }

    private void choose(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        List<Did> who = body.texts("who").stream().map(Parse::did).toList();
        int need = (int) body.whole("need", 2, MOST);
        Duration waiting = Duration.ofSeconds(body.whole("waitSeconds", 1, MAX_WAIT_SECONDS));
        body.end();
        exchange.reply(200, guardians.choose(who, need, waiting));
    }

    private void approve(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String words = body.text("words");
        body.end();
        exchange.reply(200, guardians.approve(exchange.path("id"), words));
    }
}
