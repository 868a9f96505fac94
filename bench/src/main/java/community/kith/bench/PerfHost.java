package community.kith.bench;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.perf.Perf;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// A libp2p host in a process of its own that measures what it is told to, a line each, after it has said its address.
///
/// `perf ADDRESS UP DOWN` answers with seconds, `ping ADDRESS PINGS LOAD` with the milliseconds of each ping while LOAD
/// bytes at a time go up the same connection.
public final class PerfHost {
    private static final double MILLI = 1e6;

    private final Libp2pHost host;

    private PerfHost(Libp2pHost host) {
        this.host = host;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        List<Multiaddr> listen = List.of(Multiaddr.parse(args[0]));
        try (Libp2pHost host =
                Libp2pHost.start(HostOptions.of(SigningKey.generate(random), listen, "kith-bench/1", random))) {
            Perf.serve(host);
            System.out.println(host.addresses().getFirst());
            new PerfHost(host).obey();
        }
        System.exit(0);
    }

    private void obey() throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        while (order != null) {
            String[] words = order.split(" ", 4);
            PeerId peer = host.connect(Multiaddr.parse(words[1]));
            long first = Long.parseLong(words[2]);
            long second = Long.parseLong(words[3]);
            System.out.println(words[0].equals("ping") ? pings(peer, (int) first, second) : perf(peer, first, second));
            order = orders.readLine();
        }
    }

    private String perf(PeerId peer, long up, long down) throws IOException {
        return String.format(
                Locale.ROOT, "%.6f", Perf.measure(host, peer, up, down).toNanos() / 1e9);
    }

    /// Pings follow one another on one stream each, beside a stream that is never idle.
    private String pings(PeerId peer, int count, long load) throws IOException, InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread loader = Thread.ofVirtual().start(() -> load(peer, load, enough));
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(host.ping(peer));
        }
        enough.set(true);
        loader.join();
        return times.stream()
                .map(time -> String.format(Locale.ROOT, "%.3f", time.toNanos() / MILLI))
                .collect(Collectors.joining(" "));
    }

    private void load(PeerId peer, long bytes, AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                Perf.measure(host, peer, bytes, 0);
            }
        } catch (IOException e) {
            System.err.println("the load ended: " + e.getMessage());
        }
    }
}
