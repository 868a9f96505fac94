package community.kith.p2p.portmap;

import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a UPnP gateway says about itself: the service that maps ports, and where it is asked.
///
/// @param service its type, such as `urn:schemas-upnp-org:service:WANIPConnection:1`
/// @param control where requests go
record DeviceDescription(String service, URI control) {
    /// The preferred first.
    private static final List<String> SERVICES = List.of(
            "urn:schemas-upnp-org:service:WANIPConnection:2",
            "urn:schemas-upnp-org:service:WANIPConnection:1",
            "urn:schemas-upnp-org:service:WANPPPConnection:1");

    /// Reads the description that was found at `location`; control must be on the same machine.
    static DeviceDescription parse(byte[] document, URI location) throws ProtocolException {
        Map<String, String> controls = new LinkedHashMap<>();
        Map<String, String> last = new LinkedHashMap<>();
        Xml.walk(document, (name, text) -> {
            switch (name) {
                case "serviceType", "controlURL", "URLBase" -> last.put(name, text);
                case "service" -> {
                    controls.putIfAbsent(last.getOrDefault("serviceType", ""), last.getOrDefault("controlURL", ""));
                    last.remove("serviceType");
                    last.remove("controlURL");
                }
                default -> {}
            }
        });
        String base = last.getOrDefault("URLBase", "");
        for (String service : SERVICES) {
            Optional<URI> control =
                    Optional.ofNullable(controls.get(service)).flatMap(path -> resolve(location, base, path));
            if (control.isPresent()) {
                return new DeviceDescription(service, control.get());
            }
        }
        throw new ProtocolException("no service that maps ports at " + location);
    }

    private static Optional<URI> resolve(URI location, String base, String path) {
        try {
            URI from = base.isEmpty() ? location : new URI(base);
            InetAddress machine = InetAddress.ofLiteral(location.getHost());
            return HttpAt.parse(from.resolve(new URI(path)).toString(), machine);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
