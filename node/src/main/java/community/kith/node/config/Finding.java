package community.kith.node.config;

import community.kith.base.name.Multiaddr;
import java.net.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Who helps a node to find others. Nobody on these lists is needed; each makes it more likely.
///
/// @param bootstrap nodes of the community that are usually there, each address ending in its peer id
/// @param doorways where to leave and to find signals, as `http` or `https` URLs
/// @param house whether to look for others in the same network
/// @param router whether to ask the house's router for a port
public record Finding(List<Multiaddr> bootstrap, List<URI> doorways, House house, Router router) {
    private static final int MOST = 64;

    /// Whether to speak multicast DNS.
    public enum House {
        SEARCHED,
        LEFT_ALONE
    }

    /// Whether to ask the router to let callers in.
    public enum Router {
        ASKED,
        LEFT_ALONE
    }

    public Finding {
        bootstrap = List.copyOf(bootstrap);
        doorways = List.copyOf(doorways);
        if (bootstrap.size() > MOST || doorways.size() > MOST) {
            throw new IllegalArgumentException("bootstrap, signal: at most " + MOST + " each");
        }
    }

    /// Reads `bootstrap`, `signal`, `mdns` and `portmap`, all of which may be missing.
    ///
    /// @throws IllegalArgumentException naming the property whose value is not understood
    public static Finding from(Properties properties) {
        List<Multiaddr> bootstrap = new ArrayList<>();
        for (String word : words(properties.getProperty("bootstrap", ""))) {
            bootstrap.add(address(word));
        }
        List<URI> doorways = new ArrayList<>();
        for (String word : words(properties.getProperty("signal", ""))) {
            doorways.add(doorway(word));
        }
        House house = isOn(properties, "mdns") ? House.SEARCHED : House.LEFT_ALONE;
        Router router = isOn(properties, "portmap") ? Router.ASKED : Router.LEFT_ALONE;
        return new Finding(bootstrap, doorways, house, router);
    }

    /// The same, leaving the house alone.
    public Finding outsideOnly() {
        return new Finding(bootstrap, doorways, House.LEFT_ALONE, router);
    }

    private static boolean isOn(Properties properties, String name) {
        return switch (properties.getProperty(name, "true").strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " in config.properties: is true or false");
        };
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[,\\s]+"));
    }

    private static Multiaddr address(String text) {
        try {
            Multiaddr address = Multiaddr.parse(text);
            if (address.peerId().isEmpty()) {
                throw new IllegalArgumentException("bootstrap in config.properties: " + text + " names no /p2p/ID");
            }
            return address;
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("bootstrap in config.properties: " + text + ": " + e.getMessage(), e);
        }
    }

    private static URI doorway(String text) {
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("signal in config.properties: " + text + " is no http or https URL");
        }
        return uri;
    }
}
