package community.kith.bench;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.perf.Perf;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What one stream over TCP, Noise and yamux, or over QUIC, carries between two JVM processes on loopback, and what
/// bare TCP carries
/// between the same two, in turns.
///
/// `StreamThroughput [MIB] [RUNS] [tcp|quic]` prints one line of JSON: MiB/s of every run, and the medians. The peer's
/// counterpart
/// is
/// `interop/js/perf.js`, which speaks the same perf protocol.
public final class StreamThroughput {
    private static final String SERVE = "serve";
    private static final String TCP = "tcp";
    private static final int WARM_UP_ROUNDS = 6;

    private final Libp2pHost host;
    private final PeerId server;
    private final InetSocketAddress rawServer;
    private final long bytes;

    private StreamThroughput(Libp2pHost host, PeerId server, InetSocketAddress rawServer, long bytes) {
        this.host = host;
        this.server = server;
        this.rawServer = rawServer;
        this.bytes = bytes;
    }

    /// One direction of one way to carry bytes.
    @FunctionalInterface
    private interface Measurement {
        Duration run() throws IOException;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals(SERVE)) {
            serve(args[1]);
        } else {
            int mib = args.length > 0 ? Integer.parseInt(args[0]) : 1024;
            int runs = args.length > 1 ? Integer.parseInt(args[1]) : 7;
            compare(mib, runs, args.length > 2 ? args[2] : TCP);
        }
    }

    private static Libp2pHost host(String transport) throws IOException {
        SecureRandom random = new SecureRandom();
        Multiaddr listen =
                Multiaddr.parse(transport.equals(TCP) ? "/ip4/127.0.0.1/tcp/0" : "/ip4/127.0.0.1/udp/0/quic-v1");
        return Libp2pHost.start(HostOptions.of(SigningKey.generate(random), List.of(listen), "kith-bench/1", random));
    }

    /// The child process: answers until its standard input ends.
    private static void serve(String transport) throws IOException {
        try (Libp2pHost host = host(transport)) {
            Perf.serve(host);
            System.out.println(host.addresses().getFirst() + " " + RawTcp.serve());
            while (System.in.read() >= 0) {
                // only the end matters
            }
        }
        System.exit(0);
    }

    private static void compare(int mib, int runs, String transport) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamThroughput.class.getName(),
                        SERVE,
                        transport)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8);
                Libp2pHost host = host(transport)) {
            String[] ready = String.valueOf(said.readLine()).split(" ", 2);
            PeerId server = host.connect(Multiaddr.parse(ready[0]));
            InetSocketAddress raw = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready[1]));
            new StreamThroughput(host, server, raw, (long) mib << 20).run(mib, runs);
            child.getOutputStream().close();
            child.waitFor();
        } finally {
            child.destroy();
        }
    }

    private void run(int mib, int runs) throws IOException {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            Perf.measure(host, server, bytes / 4, bytes / 4);
        }
        List<Double> upload = new ArrayList<>();
        List<Double> download = new ArrayList<>();
        List<Double> rawUpload = new ArrayList<>();
        List<Double> rawDownload = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            upload.add(rate(mib, () -> Perf.measure(host, server, bytes, 0)));
            rawUpload.add(rate(mib, () -> RawTcp.measure(rawServer, bytes, 0)));
            download.add(rate(mib, () -> Perf.measure(host, server, 0, bytes)));
            rawDownload.add(rate(mib, () -> RawTcp.measure(rawServer, 0, bytes)));
        }
        System.out.printf(
                Locale.ROOT,
                "{\"mib\":%d,\"upload\":%s,\"download\":%s,\"rawUpload\":%s,\"rawDownload\":%s,"
                        + "\"medians\":{\"upload\":%.0f,\"download\":%.0f,\"rawUpload\":%.0f,\"rawDownload\":%.0f}}%n",
                mib,
                list(upload),
                list(download),
                list(rawUpload),
                list(rawDownload),
                median(upload),
                median(download),
                median(rawUpload),
                median(rawDownload));
    }

    private static double rate(int mib, Measurement measurement) throws IOException {
        return mib * 1e9 / measurement.run().toNanos();
    }

    private static String list(List<Double> rates) {
        return rates.stream()
                .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElse(Double.NaN);
    }
}
