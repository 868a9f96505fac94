package community.kith.p2p.discovery;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A multicast group on all network interfaces that are there, also those that come later. One thread sends and joins,
/// another receives.
final class MulticastGroup implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MulticastGroup.class.getName());
    private static final int MAX_BYTES = 9000;
    private static final int HOPS = 255;

    private final MdnsOptions options;
    private final InetSocketAddress group;
    private final MulticastSocket socket;
    private final Set<String> joined = new TreeSet<>();

    private MulticastGroup(MdnsOptions options, MulticastSocket socket) {
        this.options = options;
        this.group = new InetSocketAddress(InetAddress.ofLiteral(options.group()), options.port());
        this.socket = socket;
    }

    static MulticastGroup open(MdnsOptions options) throws IOException {
        MulticastSocket socket = new MulticastSocket(null);
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(options.port()));
            socket.setTimeToLive(HOPS);
            return new MulticastGroup(options, socket);
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen for multicast DNS on port " + options.port() + ": " + e, e);
        }
    }

    /// Sends to everybody on every network.
    void send(byte[] datagram) throws SocketException {
        for (NetworkInterface card : cards()) {
            try {
                join(card);
                socket.setNetworkInterface(card);
                socket.send(new DatagramPacket(datagram, datagram.length, group));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> "no multicast on " + card.getName() + ": " + e);
            }
        }
    }

    /// Sends to one who asked from a port of its own.
    void send(byte[] datagram, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, to));
    }

    private void join(NetworkInterface card) throws IOException {
        if (joined.add(card.getName())) {
            socket.joinGroup(group, card);
        }
    }

    DatagramPacket receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        socket.receive(packet);
        return packet;
    }

    boolean isMulticastPort(InetSocketAddress from) {
        return from.getPort() == options.port();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /// Whether an address is in a network that one of our interfaces is in: nobody else is answered or believed.
    boolean isNear(InetAddress from) throws SocketException {
        for (NetworkInterface card : cards()) {
            for (InterfaceAddress own : card.getInterfaceAddresses()) {
                if (shares(own, from)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean shares(InterfaceAddress own, InetAddress other) {
        byte[] a = own.getAddress().getAddress();
        byte[] b = other.getAddress();
        if (a.length != b.length) {
            return false;
        }
        for (int bit = 0; bit < own.getNetworkPrefixLength(); bit++) {
            int mask = 0x80 >>> (bit & 7);
            if ((a[bit >> 3] & mask) != (b[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    private List<NetworkInterface> cards() throws SocketException {
        List<NetworkInterface> cards = new ArrayList<>();
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            boolean wanted = switch (options.cards()) {
                case MULTICAST -> card.supportsMulticast() && !card.isLoopback();
                case LOOPBACK -> card.isLoopback();
            };
            if (wanted && card.isUp()) {
                cards.add(card);
            }
        }
        return cards;
    }

    @Override
    public void close() {
        socket.close();
    }
}
