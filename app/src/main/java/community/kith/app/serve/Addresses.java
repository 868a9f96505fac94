package community.kith.app.serve;

import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.base.name.Multiaddr;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a node listens.
///
/// An address that the owner gave must be free. When a default one is taken, a free port steps in for it.
///
/// @param listen for other nodes
/// @param http for the owner
/// @param warnings what the owner should know about the choice
public record Addresses(List<Multiaddr> listen, InetSocketAddress http, List<String> warnings) {
    static final String LISTEN = "/ip4/0.0.0.0/tcp/4070";
    static final String HTTP = "127.0.0.1:4071";

    private static final String QUIC = "/ip4/0.0.0.0/udp/4070/quic-v1";
    private static final String ANY_LISTEN = "/ip4/0.0.0.0/tcp/0";
    private static final String ANY_QUIC = "/ip4/0.0.0.0/udp/0/quic-v1";
    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^:\\s]+)):([0-9]{1,5})");

    public Addresses {
        listen = List.copyOf(listen);
        warnings = List.copyOf(warnings);
    }

    /// Takes what the command line says, else the configuration, else the defaults.
    ///
    /// @param listen multiaddrs of the command line; empty when there are none
    /// @throws Failure when an address that was asked for is taken
    public static Addresses choose(List<String> listen, Optional<String> http, Properties config) throws IOException {
        var warnings = new ArrayList<String>();
        List<String> wished = listen.isEmpty() ? words(config.getProperty("listen", "")) : listen;
        var chosen = new ArrayList<Multiaddr>();
        for (String address : wished) {
            chosen.add(ownListen(address));
        }
        if (wished.isEmpty()) {
            chosen.add(defaultListen(warnings));
            chosen.add(isFree(parse(QUIC)) ? parse(QUIC) : parse(ANY_QUIC));
        }
        Optional<String> wishedHttp = http.or(() -> Optional.ofNullable(config.getProperty("http")));
        InetSocketAddress door = wishedHttp.isPresent() ? ownHttp(wishedHttp.get(), warnings) : defaultHttp(warnings);
        return new Addresses(chosen, door, warnings);
    }

    /// The ports that [#choose] would ask for with this configuration.
    public static List<InetSocketAddress> wishes(Properties config) throws IOException {
        var wishes = new ArrayList<InetSocketAddress>();
        for (String address : words(config.getProperty("listen", LISTEN))) {
            parse(address).tcpAddress().ifPresent(wishes::add);
        }
        wishes.add(hostPort(config.getProperty("http", HTTP)));
        return wishes;
    }

    /// Whether nobody listens there now.
    public static boolean isFree(InetSocketAddress address) throws IOException {
        try (var probe = new ServerSocket()) {
            probe.bind(address);
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    private static boolean isFree(Multiaddr address) throws IOException {
        Optional<InetSocketAddress> udp = address.quicAddress();
        return udp.isPresent() ? isFreeUdp(udp.get()) : isFree(socket(address));
    }

    private static boolean isFreeUdp(InetSocketAddress address) throws IOException {
        try (var probe = new DatagramSocket(address)) {
            return probe.isBound();
        } catch (BindException taken) {
            return false;
        }
    }

    private static Multiaddr ownListen(String text) throws IOException {
        Multiaddr address = parse(text);
        if (!isFree(address)) {
            throw taken(text, "--listen");
        }
        return address;
    }

    private static Multiaddr defaultListen(List<String> warnings) throws IOException {
        Multiaddr address = parse(LISTEN);
        if (isFree(address)) {
            return address;
        }
        warnings.add("the usual port of " + LISTEN + " is taken, so another is used: tickets made now name that one");
        return parse(ANY_LISTEN);
    }

    private static InetSocketAddress ownHttp(String text, List<String> warnings) throws IOException {
        InetSocketAddress address = hostPort(text);
        if (!isFree(address)) {
            throw taken(text, "--http");
        }
        if (!address.getAddress().isLoopbackAddress()) {
            warnings.add("HTTP on " + text + " can be reached from other computers, and nothing that is said there is"
                    + " encrypted, the token neither");
        }
        return address;
    }

    private static InetSocketAddress defaultHttp(List<String> warnings) throws IOException {
        InetSocketAddress address = hostPort(HTTP);
        if (isFree(address)) {
            return address;
        }
        warnings.add("the usual address " + HTTP + " is taken, so the page has another port");
        return new InetSocketAddress(address.getAddress(), 0);
    }

    private static Failure taken(String address, String option) {
        return new Failure(
                Exit.FAILED,
                "cannot listen on " + address + ": another program does, or it is no address of this computer",
                "Stop the other program, or choose another port with " + option + ".");
    }

    private static Multiaddr parse(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address to listen on, such as " + LISTEN + ": " + e.getMessage(), e);
        }
    }

    private static InetSocketAddress socket(Multiaddr address) {
        return address.tcpAddress()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + address + "' is neither a TCP nor a QUIC address, such as " + LISTEN));
    }

    private static InetSocketAddress hostPort(String text) throws UnknownHostException {
        Matcher form = HOST_PORT.matcher(text);
        int port = form.matches() ? Integer.parseInt(form.group(3)) : -1;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is not of the form HOST:PORT, such as " + HTTP);
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[,\\s]+"));
    }
}
