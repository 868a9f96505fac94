package community.kith.p2p.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A router asked by NAT-PMP.
final class NatPmpRouter implements Router {
    private final InetSocketAddress at;

    NatPmpRouter(InetSocketAddress at) {
        this.at = at;
    }

    @Override
    public String name() {
        return "NAT-PMP at " + at.getAddress().getHostAddress();
    }

    @Override
    public PortMapping map(Port port, int suggested, Duration lease) throws IOException {
        InetAddress outside = UdpExchange.ask(at, NatPmp.addressRequest(), NatPmp::address);
        NatPmp.Granted granted = request(port, suggested, lease);
        return new PortMapping(port, new InetSocketAddress(outside, granted.outerPort()), granted.lease());
    }

    private NatPmp.Granted request(Port port, int suggested, Duration lease) throws IOException {
        return UdpExchange.ask(at, NatPmp.mapRequest(port, suggested, lease), bytes -> NatPmp.granted(bytes, port));
    }

    @Override
    public void release(PortMapping mapping) throws IOException {
        request(mapping.port(), 0, Duration.ZERO);
    }
}
