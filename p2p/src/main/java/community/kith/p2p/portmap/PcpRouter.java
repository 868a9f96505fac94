package community.kith.p2p.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// A router asked by PCP.
final class PcpRouter implements Router {
    private final InetSocketAddress at;
    private final InetAddress us;
    private final byte[] nonce = new byte[Pcp.NONCE_BYTES];

    PcpRouter(InetSocketAddress at, RandomGenerator random) throws IOException {
        this.at = at;
        this.us = UdpExchange.facing(at);
        random.nextBytes(nonce);
    }

    @Override
    public String name() {
        return "PCP at " + at.getAddress().getHostAddress();
    }

    @Override
    public PortMapping map(Port port, int suggested, Duration lease) throws IOException {
        byte[] request = Pcp.request(us, nonce, port, suggested, lease);
        return UdpExchange.ask(at, request, bytes -> Pcp.response(bytes, nonce, port));
    }

    @Override
    public void release(PortMapping mapping) throws IOException {
        map(mapping.port(), 0, Duration.ZERO);
    }
}
