package community.kith.p2p.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds UPnP gateways in the house: calls out, and collects where those that answer describe themselves.
final class Ssdp {
    static final InetSocketAddress GROUP = new InetSocketAddress(InetAddress.ofLiteral("239.255.255.250"), 1900);
    private static final List<String> WANTED = List.of(
            "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
            "urn:schemas-upnp-org:device:InternetGatewayDevice:2");
    private static final int MAX_BYTES = 2048;
    private static final int MAX_PACKETS = 64;
    private static final int MAX_LOCATIONS = 4;
    /// Once one has answered, the others have this much longer.
    private static final Duration STRAGGLERS = Duration.ofMillis(300);

    private Ssdp() {}

    /// Calls `group` and listens for so long.
    static Set<URI> search(InetSocketAddress group, Duration patience) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String wanted : WANTED) {
                byte[] question = question(wanted);
                socket.send(new DatagramPacket(question, question.length, group));
            }
            return collect(socket, patience);
        }
    }

    private static byte[] question(String wanted) {
        return """
                M-SEARCH * HTTP/1.1
                HOST: 239.255.255.250:1900
                MAN: "ssdp:discover"
                MX: 1
                ST: %s

                """.formatted(wanted).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Set<URI> collect(DatagramSocket socket, Duration patience) throws IOException {
        Set<URI> locations = new LinkedHashSet<>();
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] buffer = new byte[MAX_BYTES];
        for (int i = 0; i < MAX_PACKETS && locations.size() < MAX_LOCATIONS; i++) {
            long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                break;
            }
            socket.setSoTimeout((int) leftMillis);
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                break;
            }
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            Optional<URI> location = location(text, packet.getAddress());
            if (location.isPresent() && locations.add(location.get())) {
                deadline = Math.min(deadline, System.nanoTime() + STRAGGLERS.toNanos());
            }
        }
        return locations;
    }

    /// Where the answer says the description is; only at the machine that answered, so that nobody in the house can
    /// have
    /// us call a third.
    static Optional<URI> location(String answer, InetAddress from) {
        if (!answer.startsWith("HTTP/1.1 200")) {
            return Optional.empty();
        }
        return answer.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location:"))
                .map(line -> line.substring("location:".length()).strip())
                .findFirst()
                .flatMap(text -> HttpAt.parse(text, from));
    }
}
