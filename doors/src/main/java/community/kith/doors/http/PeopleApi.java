package community.kith.doors.http;

import community.kith.base.name.Did;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// My people: who is in my book, inviting, accepting, pledging; who looks after whose shards; leaving.
final class PeopleApi {
    private static final long MAX_VALID_SECONDS = Duration.ofDays(366).toSeconds();
    private static final long MAX_USES = 1_000;

    private final Kith kith;

    PeopleApi(Kith kith) {
        this.kith = kith;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.ROOT + "/people", exchange -> exchange.reply(200, Map.of("people", kith.people()))),
                Route.put(Api.ROOT + "/people/{did}/pledge", this::pledge),
                Route.put(Api.ROOT + "/people/{did}/household", this::household),
                Route.get(
                        Api.ROOT + "/people/{did}/trust",
                        exchange -> exchange.reply(200, kith.trust(Parse.did(exchange.path("did"))))),
                Route.delete(
                        Api.ROOT + "/people/{did}",
                        exchange -> exchange.reply(200, kith.unbond(Parse.did(exchange.path("did"))))),
                Route.get(Api.ROOT + "/endings", exchange -> exchange.reply(200, Map.of("ending", kith.partings()))),
                Route.get(
                        Api.ROOT + "/stewards",
                        exchange -> exchange.reply(
                                200, Map.of("stewards", kith.stewards(), "entrusted", kith.entrusted()))),
                Route.post(Api.ROOT + "/leaving", exchange -> exchange.reply(200, Map.of("left", kith.leave()))),
                Route.post(Api.ROOT + "/invitations", this::invite),
                Route.post(Api.ROOT + "/bonds", this::accept));
    }

    private void pledge(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        long bytes = body.whole("bytes", 0, Long.MAX_VALUE);
        body.end();
        exchange.reply(200, kith.pledge(Parse.did(exchange.path("did")), bytes));
    }

    private void household(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String household = body.optionalText("household").orElse("");
        body.end();
        Did who = Parse.did(exchange.path("did"));
        kith.household(who, household);
        exchange.reply(200, Map.of("did", who, "household", household));
    }

    private void invite(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String bond = body.text("bond");
        int uses = (int) body.whole("uses", 1, MAX_USES);
        long seconds = body.whole("validForSeconds", 1, MAX_VALID_SECONDS);
        body.end();
        exchange.reply(201, kith.invite(bond, uses, Duration.ofSeconds(seconds)));
    }

    private void accept(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String ticket = body.text("ticket");
        body.end();
        exchange.reply(201, kith.accept(ticket.strip()));
    }
}
