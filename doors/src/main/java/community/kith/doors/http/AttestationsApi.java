package community.kith.doors.http;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.Attestations;
import community.kith.node.api.Kith;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// What people say of each other, signed.
final class AttestationsApi {
    private static final String ATTESTATIONS = Api.ROOT + "/attestations";
    private static final String ONE = ATTESTATIONS + "/{cid}";
    private static final int MAX_CREDENTIAL = 64 * 1024;

    private final Attestations attestations;

    AttestationsApi(Kith kith) {
        this.attestations = kith.attestations();
    }

    List<Route> routes() {
        return List.of(
                Route.get(ATTESTATIONS, exchange -> exchange.reply(200, Map.of("attestations", attestations.all()))),
                Route.post(ATTESTATIONS, this::issue),
                Route.post(
                        ATTESTATIONS + "/verify",
                        exchange -> exchange.reply(200, attestations.verify(exchange.bytes(MAX_CREDENTIAL)))),
                Route.post(
                        ATTESTATIONS + "/keep",
                        exchange -> exchange.reply(201, attestations.keep(exchange.bytes(MAX_CREDENTIAL)))),
                Route.get(ONE, exchange -> exchange.reply(200, attestations.show(exchange.cid()))),
                Route.get(ONE + "/credential", this::export),
                Route.post(ONE + "/revoke", this::revoke));
    }

    private void issue(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        Did subject = Parse.did(body.text("subject"));
        String says = body.text("says");
        var until = body.optionalText("until").map(text -> Parse.instant("until", text));
        body.end();
        exchange.reply(201, attestations.issue(subject, says, until));
    }

    private void export(Exchange exchange) throws IOException {
        byte[] credential = attestations.export(exchange.cid());
        exchange.length(credential.length);
        try (OutputStream out = exchange.stream(200, "application/vc")) {
            out.write(credential);
        }
    }

    private void revoke(Exchange exchange) throws IOException {
        Cid id = exchange.cid();
        JsonBody body = exchange.json();
        String reason = body.optionalText("reason").orElse("");
        body.end();
        exchange.reply(200, attestations.revoke(id, reason));
    }
}
