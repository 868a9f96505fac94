package community.kith.p2p.portmap;

/// A port we listen on, which others should reach through the router.
public record Port(PortProtocol protocol, int number) {
    public Port {
        if (number < 1 || number > 0xffff) {
            throw new IllegalArgumentException("port " + number);
        }
    }
}
