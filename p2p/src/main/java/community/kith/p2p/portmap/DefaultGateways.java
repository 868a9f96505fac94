package community.kith.p2p.portmap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Where the house's router probably is. Linux tells; elsewhere it is mostly the first address of the network.
final class DefaultGateways {
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final int MAX_GATEWAYS = 4;
    private static final int MAX_LINES = 256;

    private DefaultGateways() {}

    static Set<InetAddress> find() throws IOException {
        Set<InetAddress> found = new LinkedHashSet<>();
        if (Files.isReadable(ROUTES)) {
            try (var lines = Files.lines(ROUTES)) {
                found.addAll(fromRoutes(lines.limit(MAX_LINES).toList()));
            }
        }
        if (found.isEmpty()) {
            found.addAll(guesses());
        }
        return found;
    }

    /// Reads Linux's table: tab-separated, addresses in hexadecimal as the processor stores them.
    static Set<InetAddress> fromRoutes(List<String> lines) throws UnknownHostException {
        Set<InetAddress> found = new LinkedHashSet<>();
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            boolean isDefault =
                    columns.length > 3 && columns[1].equals("00000000") && columns[2].matches("[0-9A-F]{8}");
            if (isDefault && !columns[2].equals("00000000") && found.size() < MAX_GATEWAYS) {
                int stored = Integer.parseUnsignedInt(columns[2], 16);
                found.add(InetAddress.getByAddress(
                        new byte[] {(byte) stored, (byte) (stored >>> 8), (byte) (stored >>> 16), (byte) (stored >>> 24)
                        }));
            }
        }
        return found;
    }

    private static Set<InetAddress> guesses() throws IOException {
        Set<InetAddress> guesses = new LinkedHashSet<>();
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            for (InterfaceAddress own : card.getInterfaceAddresses()) {
                boolean house = own.getAddress() instanceof Inet4Address
                        && own.getAddress().isSiteLocalAddress();
                if (card.isUp() && house && guesses.size() < MAX_GATEWAYS) {
                    guesses.add(firstOf(own));
                }
            }
        }
        return guesses;
    }

    private static InetAddress firstOf(InterfaceAddress own) throws UnknownHostException {
        byte[] address = own.getAddress().getAddress();
        int bits = own.getNetworkPrefixLength();
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            address[i] &= (byte) (0xff << (8 - kept));
        }
        address[3] |= 1;
        return InetAddress.getByAddress(address);
    }
}
