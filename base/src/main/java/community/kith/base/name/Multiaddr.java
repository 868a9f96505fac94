package community.kith.base.name;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How to reach something: a path of protocols from the network inwards, such as
/// `/ip4/127.0.0.1/tcp/4001/p2p/12D3…`.
///
/// At least one component, at most [#MAX_BYTES] bytes. An unknown code in bytes is kept together with all that
/// follows it as one last component named `unknown`. Equal when the bytes are.
/// Source: the multiaddr specification; libp2p addressing.
public final class Multiaddr {
    public static final int MAX_BYTES = 1024;

    private static final int MAX_CHARS = 4 * MAX_BYTES;

    private static final byte[] NO_VALUE = {};

    private final List<Component> components;
    private final byte[] bytes;

    private Multiaddr(List<Component> components) throws ProtocolException {
        this.components = List.copyOf(components);
        this.bytes = AddressCodec.encode(this.components);
        if (components.isEmpty() || bytes.length > MAX_BYTES) {
            throw new ProtocolException("an address of %d bytes, not 1 to %d".formatted(bytes.length, MAX_BYTES));
        }
    }

    public static Multiaddr parse(String text) throws ProtocolException {
        if (text.length() > MAX_CHARS) {
            throw new ProtocolException("an address of %d characters".formatted(text.length()));
        }
        return new Multiaddr(AddressCodec.parse(text));
    }

    public static Multiaddr fromBytes(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("an address of %d bytes, more than %d".formatted(bytes.length, MAX_BYTES));
        }
        return new Multiaddr(AddressCodec.decode(bytes));
    }

    /// The address of a TCP socket; `dns` and the host's name when it is unresolved.
    public static Multiaddr of(InetSocketAddress tcp) {
        List<Component> components =
                List.of(host(tcp), component(AddressProtocol.TCP, Integer.toString(tcp.getPort())));
        return built(components);
    }

    /// The address of a UDP socket that speaks QUIC v1.
    public static Multiaddr ofQuic(InetSocketAddress udp) {
        List<Component> components = List.of(
                host(udp),
                component(AddressProtocol.UDP, Integer.toString(udp.getPort())),
                new Component(AddressProtocol.QUIC_V1, NO_VALUE));
        return built(components);
    }

    /// From the network inwards.
    public List<Component> components() {
        return components;
    }

    /// Who is expected at the end of the path, when it says so.
    public Optional<PeerId> peerId() {
        Component last = components.getLast();
        if (last.protocol != AddressProtocol.P2P) {
            return Optional.empty();
        }
        try {
            return Optional.of(PeerId.fromBytes(last.value));
        } catch (ProtocolException e) {
            throw new AssertionError("a component was not checked when it was made", e);
        }
    }

    /// The same path ending in `peer`, instead of in the peer it may have ended in.
    public Multiaddr withPeer(PeerId peer) {
        List<Component> path = new ArrayList<>(withoutLastPeer());
        path.add(new Component(AddressProtocol.P2P, peer.bytes()));
        return built(path);
    }

    /// The same path without the peer it may end in; an address that is nothing but a peer stays.
    public Multiaddr withoutPeer() {
        List<Component> path = withoutLastPeer();
        return path.isEmpty() || path.size() == components.size() ? this : built(path);
    }

    /// The socket address when this is a host, a TCP port, at most a peer, and nothing else that a dialer would
    /// have to speak (no `ws`, `tls`, `p2p-circuit`). Names stay unresolved.
    public Optional<InetSocketAddress> tcpAddress() {
        List<Component> path = withoutLastPeer();
        if (path.size() != 2 || path.get(1).protocol != AddressProtocol.TCP) {
            return Optional.empty();
        }
        byte[] port = path.get(1).value;
        return socketAddress(path.getFirst(), (port[0] & 0xff) << 8 | (port[1] & 0xff));
    }

    /// The socket address when this is a host, a UDP port, `quic-v1`, at most a peer, and nothing else.
    public Optional<InetSocketAddress> quicAddress() {
        List<Component> path = withoutLastPeer();
        if (path.size() != 3
                || path.get(1).protocol != AddressProtocol.UDP
                || path.get(2).protocol != AddressProtocol.QUIC_V1) {
            return Optional.empty();
        }
        byte[] port = path.get(1).value;
        return socketAddress(path.getFirst(), (port[0] & 0xff) << 8 | (port[1] & 0xff));
    }

    /// The IP address the path begins with, when it begins with one.
    public Optional<InetAddress> ip() {
        Component first = components.getFirst();
        boolean isIp = first.protocol == AddressProtocol.IP4 || first.protocol == AddressProtocol.IP6;
        return isIp ? Optional.of(ip(first.value)) : Optional.empty();
    }

    /// The path up to the relay that it goes through, ending in the relay's name when that is told; empty when it goes
    /// through none.
    public Optional<Multiaddr> relay() {
        for (int i = 1; i < components.size(); i++) {
            if (components.get(i).protocol == AddressProtocol.P2P_CIRCUIT) {
                return Optional.of(built(components.subList(0, i)));
            }
        }
        return Optional.empty();
    }

    /// The path through the relay at this address, not yet to anybody.
    public Multiaddr circuit() {
        List<Component> path = new ArrayList<>(components);
        path.add(new Component(AddressProtocol.P2P_CIRCUIT, NO_VALUE));
        return built(path);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multiaddr address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        components.forEach(text::append);
        return text.toString();
    }

    private List<Component> withoutLastPeer() {
        boolean endsInPeer = components.getLast().protocol == AddressProtocol.P2P;
        return endsInPeer ? components.subList(0, components.size() - 1) : components;
    }

    private static Optional<InetSocketAddress> socketAddress(Component host, int port) {
        return switch (host.name()) {
            case "ip4", "ip6" -> Optional.of(new InetSocketAddress(ip(host.value), port));
            case "dns", "dns4", "dns6" -> Optional.of(InetSocketAddress.createUnresolved(host.text(), port));
            default -> Optional.empty();
        };
    }

    private static InetAddress ip(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("an IP address has 4 or 16 bytes", e);
        }
    }

    private static Component host(InetSocketAddress tcp) {
        InetAddress ip = tcp.getAddress();
        if (ip == null) {
            return component(AddressProtocol.DNS, tcp.getHostString());
        }
        AddressProtocol protocol = ip instanceof Inet4Address ? AddressProtocol.IP4 : AddressProtocol.IP6;
        return new Component(protocol, ip.getAddress());
    }

    private static Component component(AddressProtocol protocol, String text) {
        try {
            return new Component(protocol, protocol.value().parse(text));
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("not a %s: %s".formatted(protocol.label(), text), e);
        }
    }

    private static Multiaddr built(List<Component> components) {
        try {
            return new Multiaddr(components);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("the address would be too long", e);
        }
    }

    /// One step of the path.
    public static final class Component {
        private final AddressProtocol protocol;
        private final byte[] value;

        Component(AddressProtocol protocol, byte[] value) {
            this.protocol = protocol;
            this.value = value;
        }

        /// The protocol's name in multiaddr's table, such as `tcp`, or `unknown`.
        public String name() {
            return protocol.label();
        }

        /// The protocol's number in multiaddr's table; -1 when unknown.
        public int code() {
            return protocol.code();
        }

        public byte[] value() {
            return value.clone();
        }

        /// The value as it is written; empty where the protocol has none.
        public String text() {
            return protocol.value().format(value);
        }

        AddressProtocol protocol() {
            return protocol;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Component part && protocol == part.protocol && Arrays.equals(value, part.value);
        }

        @Override
        public int hashCode() {
            return 31 * protocol.hashCode() + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return protocol.value() == AddressValue.NOTHING ? "/" + name() : "/" + name() + "/" + text();
        }
    }
}
