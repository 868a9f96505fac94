package community.kith.bench.side;

import community.kith.bench.coding.Pieces;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What coding, sealing and hashing do on one thread, in several virtual machines: the JIT is not the same in each.
/// Rates count plain bytes.
final class CodingBench implements Bench {
    private static final int RUNS = 3;
    private static final int ITERATIONS = 3;
    private static final TimeValue SECOND = TimeValue.seconds(1);
    private static final double MB = 1e6;

    @Override
    public String name() {
        return "coding";
    }

    @Override
    public String about() {
        return "Reed–Solomon, sealing and hashing on one thread, against ISA-L, Hadoop, zfec, memcpy and OpenSSL";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int runs = plan.runs().orElse(RUNS);
        Primitives peers = new Primitives(plan, runs);
        new Coders(plan, runs, peers).report(report);
        for (RunResult result : jmh(plan, runs)) {
            String name = result.getParams().getBenchmark();
            String what = name.substring(name.lastIndexOf('.') + 1);
            switch (what) {
                case "seal" -> report(report, "coding.seal", rates(result), peers.openssl("aes-256-gcm"));
                case "hash" -> report(report, "coding.hash", rates(result), peers.openssl("sha256"));
                default -> throw new IllegalStateException("a benchmark without a figure: " + name);
            }
        }
    }

    private static void report(Consumer<Figure> report, String figure, Samples ours, Peer peer) {
        report.accept(new Figure(figure, "MB/s", ours, peer, Optional.empty()));
    }

    private static Iterable<RunResult> jmh(Plan plan, int runs) throws IOException {
        plan.say("JMH, some minutes");
        try {
            return new Runner(new OptionsBuilder()
                            .include("community\\.kith\\.bench\\.coding\\..*")
                            .mode(Mode.Throughput)
                            .timeUnit(java.util.concurrent.TimeUnit.SECONDS)
                            .forks(runs)
                            .warmupIterations(ITERATIONS)
                            .warmupTime(SECOND)
                            .measurementIterations(ITERATIONS)
                            .measurementTime(SECOND)
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }

    /// One rate for each virtual machine.
    private static Samples rates(RunResult result) {
        List<Double> rates = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            rates.add(fork.getPrimaryResult().getScore() * Pieces.BYTES / MB);
        }
        return new Samples(rates);
    }
}
