package community.kith.p2p.portmap;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Addresses on the web that routers name, held to the router's own machine.
final class HttpAt {
    private HttpAt() {}

    /// An `http` address whose host is the literal IP address `machine`, or nothing.
    static Optional<URI> parse(String text, InetAddress machine) {
        try {
            URI uri = new URI(text);
            boolean plain = "http".equals(uri.getScheme()) && uri.getUserInfo() == null && uri.getHost() != null;
            return plain && isAt(uri.getHost(), machine) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isAt(String host, InetAddress machine) {
        try {
            return InetAddress.ofLiteral(host).equals(machine);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
