package community.kith.doors.http;

import community.kith.base.name.PeerId;
import community.kith.node.api.Kith;
import community.kith.node.api.OwnDevices;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The devices that speak for the owner.
final class DevicesApi {
    private static final String DEVICES = Api.ROOT + "/devices";
    private static final String JOINING = DEVICES + "/joining";
    private static final String ONE = DEVICES + "/{peer}";
    private static final long DAY_SECONDS = 24 * 60 * 60;

    private final OwnDevices devices;

    DevicesApi(Kith kith) {
        this.devices = kith.devices();
    }

    List<Route> routes() {
        return List.of(
                Route.get(DEVICES, exchange -> exchange.reply(200, Map.of("devices", devices.all()))),
                Route.get(DEVICES + "/trace", this::trace),
                Route.post(DEVICES + "/invite", this::invite),
                Route.get(JOINING, exchange -> exchange.reply(200, Map.of("joining", devices.joining()))),
                Route.post(JOINING + "/{peer}", exchange -> exchange.reply(201, devices.admit(peer(exchange)))),
                Route.delete(JOINING + "/{peer}", this::turnAway),
                Route.post(ONE + "/name", this::rename),
                Route.post(ONE + "/revoke", this::revoke),
                Route.post(ONE + "/settle", this::settle));
    }

    private void trace(Exchange exchange) throws IOException {
        var entry = exchange.query("entry");
        exchange.reply(200, devices.trace(entry.isEmpty() ? OptionalLong.empty() : number("entry", entry.get())));
    }

    private void invite(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        long seconds = body.whole("validForSeconds", 1, DAY_SECONDS);
        body.end();
        exchange.reply(201, devices.invite(Duration.ofSeconds(seconds)));
    }

    private void turnAway(Exchange exchange) throws IOException {
        devices.turnAway(peer(exchange));
        exchange.reply(200, Map.of());
    }

    private void rename(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String name = body.text("name");
        body.end();
        exchange.reply(200, devices.rename(peer(exchange), name));
    }

    private void revoke(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        var last = body.optionalText("last");
        body.end();
        exchange.reply(
                200,
                devices.revoke(peer(exchange), last.isEmpty() ? OptionalLong.empty() : number("last", last.get())));
    }

    private static OptionalLong number(String field, String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(field + ": must be a whole number, not " + text, wrong);
        }
    }

    private void settle(Exchange exchange) throws IOException {
        JsonBody body = exchange.json();
        String branch = body.text("branch");
        body.end();
        exchange.reply(200, devices.settle(peer(exchange), Parse.cid(branch)));
    }

    private static PeerId peer(Exchange exchange) {
        try {
            return PeerId.parse(exchange.path("peer"));
        } catch (ProtocolException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("peer: " + wrong.getMessage(), wrong);
        }
    }
}
