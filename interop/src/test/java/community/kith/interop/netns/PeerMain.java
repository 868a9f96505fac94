package community.kith.interop.netns;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.host.Stream;
import community.kith.p2p.reach.Reach;
import community.kith.p2p.reach.ReachOptions;
import community.kith.p2p.reach.Reachability;
import community.kith.p2p.relay.CircuitLimit;
import community.kith.p2p.relay.RelayLimits;
import community.kith.p2p.relay.RelayPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A peer that does what lines on stdin say, and answers each with one line. Ends with its stdin.
///
/// Arguments: `relay`, `peer`, `tcp` or `quic`, then the relays to use. The last two speak one transport only.
final class PeerMain {
    private static final String ECHO = "/test/echo/1.0.0";
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private static final Duration TICK = Duration.ofMillis(200);

    private final Libp2pHost host;
    private final Reachability reach;

    private PeerMain(Libp2pHost host, Reachability reach) {
        this.host = host;
        this.reach = reach;
    }

    public static void main(String[] args) throws IOException {
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(random);
        List<Multiaddr> relays = new ArrayList<>();
        for (String relay : Arrays.asList(args).subList(1, args.length)) {
            relays.add(Multiaddr.parse(relay));
        }
        RelayPolicy policy = args[0].equals("relay") ? RelayPolicy.everybody(CircuitLimit.NONE) : RelayPolicy.NOBODY;
        ReachOptions options = new ReachOptions(
                key,
                new ReachOptions.Helpers(() -> relays, policy, RelayLimits.DEFAULT),
                ReachOptions.AskRouter.NO,
                2,
                random,
                InstantSource.system());
        HostOptions hostOptions = HostOptions.of(key, listen(args[0]), "lab/1", random);
        try (Libp2pHost host = Libp2pHost.start(hostOptions);
                Reachability reach = Reachability.start(host, options)) {
            host.accept(ECHO, stream -> stream.in().transferTo(stream.out()));
            Thread.ofVirtual().name("ticks").start(() -> tick(reach));
            OUT.println(host.id());
            new PeerMain(host, reach).obey();
        }
    }

    private static List<Multiaddr> listen(String role) throws IOException {
        List<Multiaddr> listen = new ArrayList<>();
        if (!role.equals("quic")) {
            listen.add(Multiaddr.parse("/ip4/0.0.0.0/tcp/4001"));
        }
        if (!role.equals("tcp")) {
            listen.add(Multiaddr.parse("/ip4/0.0.0.0/udp/4001/quic-v1"));
        }
        return listen;
    }

    private static void tick(Reachability reach) {
        while (true) {
            reach.tick(InstantSource.system().instant());
            LockSupport.parkNanos(TICK.toNanos());
        }
    }

    private void obey() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null) {
            try {
                OUT.println(answer(line.split(" ", -1)));
            } catch (IOException e) {
                OUT.println("error " + e.toString().replace('\n', ' '));
            }
            line = in.readLine();
        }
    }

    private String answer(String[] words) throws IOException {
        return switch (words[0]) {
            case "connect" -> host.connect(Multiaddr.parse(words[1])).toString();
            case "echo" -> echo(PeerId.parse(words[1]));
            case "path" -> way(words[1]).map(way -> way.path().toString()).orElse("NONE");
            case "remote" -> way(words[1]).map(way -> way.remote().toString()).orElse("NONE");
            case "why" -> way(words[1]).map(Reach.Way::whyNotBetter).orElse("not connected");
            case "outlook" -> reach.status().outlook().toString();
            case "reason" -> reach.status().reason();
            case "router" -> reach.status().router().toString();
            case "addresses" -> host.addresses().toString();
            case "own" -> reach.status().own().toString();
            default -> "what is " + words[0] + "?";
        };
    }

    private String echo(PeerId peer) throws IOException {
        byte[] sent = new byte[100_000];
        Arrays.fill(sent, (byte) 7);
        try (Stream stream = host.open(peer, ECHO)) {
            stream.out().write(sent);
            stream.closeWrite();
            return Arrays.equals(stream.in().readAllBytes(), sent) ? "same" : "other";
        }
    }

    private Optional<Reach.Way> way(String peer) throws IOException {
        PeerId id = PeerId.parse(peer);
        return reach.status().peers().stream()
                .filter(way -> way.peer().equals(id))
                .findFirst();
    }
}
