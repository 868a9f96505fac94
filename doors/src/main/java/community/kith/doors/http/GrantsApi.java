package community.kith.doors.http;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.Grants;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Letting people read files of mine for a time.
final class GrantsApi {
    private static final String GRANTS = Api.ROOT + "/grants";

    private final Grants grants;

    GrantsApi(Kith kith) {
        this.grants = kith.grants();
    }

    List<Route> routes() {
        return List.of(
                Route.get(GRANTS, exchange -> exchange.reply(200, Map.of("grants", grants.all()))),
                Route.post(GRANTS, this::give),
                Route.post(GRANTS + "/take", this::take),
                Route.post(GRANTS + "/{cid}/revoke", this::revoke));
    }

    private void give(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        Cid what = Parse.cid(body.text("manifest"));
        Did to = Parse.did(body.text("to"));
        Instant until = Parse.instant("until", body.text("until"));
        body.end();
        exchange.reply(201, grants.give(what, to, until));
    }

    private void take(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String text = body.text("text");
        body.end();
        exchange.reply(201, grants.take(text));
    }

    private void revoke(Exchange exchange) throws IOException {
        Cid id = exchange.cid();
        JsonBody body = exchange.json();
        String reason = body.optionalText("reason").orElse("");
        body.end();
        exchange.reply(200, grants.revoke(id, reason));
    }
}
