package community.kith.p2p.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A router asked by UPnP.
final class UpnpRouter implements Router {
    private static final int CONFLICT = 718;
    private static final int ONLY_FOR_EVER = 725;
    private static final int OTHER_PORTS = 3;
    private static final String DESCRIPTION = "Kith";

    private final DeviceDescription device;
    private final InetAddress us;

    /// The gateway that describes itself at `location`.
    UpnpRouter(URI location) throws IOException {
        this.device = DeviceDescription.parse(Soap.get(location), location);
        URI control = device.control();
        this.us = UdpExchange.facing(new InetSocketAddress(
                InetAddress.ofLiteral(control.getHost()), control.getPort() < 0 ? 80 : control.getPort()));
    }

    @Override
    public String name() {
        return "UPnP at " + device.control().getHost();
    }

    @Override
    public PortMapping map(Port port, int suggested, Duration lease) throws IOException {
        InetAddress outside = outerAddress();
        int outer = suggested;
        Duration granted = lease;
        for (int tries = 0; tries <= OTHER_PORTS; tries++) {
            try {
                add(port, outer, granted);
                return new PortMapping(port, new InetSocketAddress(outside, outer), granted);
            } catch (Soap.Refusal e) {
                switch (e.code()) {
                    case CONFLICT -> outer = outer >= 0xffff ? 1025 : outer + 1;
                    case ONLY_FOR_EVER -> granted = Duration.ZERO;
                    default -> throw e;
                }
            }
        }
        throw new ProtocolException("the router has no outer port free near " + suggested);
    }

    private InetAddress outerAddress() throws IOException {
        Map<String, String> answer = Soap.call(device, "GetExternalIPAddress", new LinkedHashMap<>());
        String text = answer.getOrDefault("NewExternalIPAddress", "");
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("the router names no outer address");
        }
    }

    private void add(Port port, int outer, Duration lease) throws IOException {
        SequencedMap<String, String> arguments = key(port.protocol(), outer);
        arguments.put("NewInternalPort", Integer.toString(port.number()));
        arguments.put("NewInternalClient", us.getHostAddress());
        arguments.put("NewEnabled", "1");
        arguments.put("NewPortMappingDescription", DESCRIPTION);
        arguments.put("NewLeaseDuration", Long.toString(lease.toSeconds()));
        Soap.call(device, "AddPortMapping", arguments);
    }

    @Override
    public void release(PortMapping mapping) throws IOException {
        Soap.call(
                device,
                "DeletePortMapping",
                key(mapping.port().protocol(), mapping.outside().getPort()));
    }

    private static SequencedMap<String, String> key(PortProtocol protocol, int outer) {
        SequencedMap<String, String> arguments = new LinkedHashMap<>();
        arguments.put("NewRemoteHost", "");
        arguments.put("NewExternalPort", Integer.toString(outer));
        arguments.put("NewProtocol", protocol.name());
        return arguments;
    }
}
