package community.kith.doors.http;

import community.kith.node.api.Kith;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// Everything that is mine: out of this node, into it, and back from friends; and what others see of it.
final class AccountApi {
    private static final String ACCOUNT = Api.ROOT + "/account";

    private final Kith kith;

    AccountApi(Kith kith) {
        this.kith = kith;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ACCOUNT, this::export),
                Route.post(ACCOUNT, this::take),
                Route.post(ACCOUNT + "/restore", this::restore),
                Route.get(Api.ROOT + "/visible", exchange -> exchange.reply(200, Map.of("visible", kith.visible()))));
    }

    private void export(Exchange exchange) throws IOException {
        OutputStream out = exchange.stream(200, "application/octet-stream");
        kith.exportAccount(out);
        out.close();
    }

    private void take(Exchange exchange) throws IOException {
        try (InputStream in = exchange.body()) {
            exchange.reply(200, kith.importAccount(in));
        }
    }

    private void restore(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        List<String> addresses = body.texts("addresses");
        body.end();
        ProgressLines.answer(exchange, progress -> kith.restoreAccount(addresses, progress));
    }
}
