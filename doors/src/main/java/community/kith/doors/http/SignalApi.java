package community.kith.doors.http;

import community.kith.base.name.PeerId;
import community.kith.node.api.Kith;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.server.Request;

/// The part of a doorway by which peers find each other. It stands outside of the owner's API: anybody may come, under
/// whatever name the doorway has, and what they say proves itself.
final class SignalApi {
    static final String ROOT = "/signal";
    private static final String RECORD = "application/octet-stream";
    private static final int MAX_BYTES = 4096;

    private final Kith kith;

    SignalApi(Kith kith) {
        this.kith = kith;
    }

    static boolean isAt(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    List<Route> routes() {
        return List.of(
                Route.post(ROOT, this::announce).withoutToken(),
                Route.get(ROOT + "/{peerId}", this::find).withoutToken());
    }

    private void announce(Exchange exchange) throws IOException {
        byte[] sealed = exchange.bytes(MAX_BYTES);
        exchange.reply(200, kith.signals().announce(sealed, from(exchange.request())));
    }

    private void find(Exchange exchange) throws IOException {
        PeerId peer = peer(exchange.path("peerId"));
        Signal signal = kith.signals()
                .find(peer, from(exchange.request()))
                .orElseThrow(() -> new NotFoundException("nobody told lately where " + peer + " is"));
        if (exchange.accepts(RECORD)) {
            try (OutputStream out = exchange.stream(200, RECORD)) {
                out.write(Base64.getDecoder().decode(signal.record()));
            }
        } else {
            exchange.reply(200, signal);
        }
    }

    private static PeerId peer(String text) {
        try {
            return PeerId.parse(text);
        } catch (ProtocolException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("peerId: " + wrong.getMessage(), wrong);
        }
    }

    private static InetAddress from(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                        && socket.getAddress() != null
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /// Whether a caller comes from this computer, where a page of somebody else's may have sent it.
    static boolean isFromHere(Request request) {
        return from(request).isLoopbackAddress();
    }
}
