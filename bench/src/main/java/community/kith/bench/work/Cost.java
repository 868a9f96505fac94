package community.kith.bench.work;

import java.io.IOException;
import java.util.List;

/// What something took.
///
/// @param seconds on the wall
/// @param cpuSeconds of the programs it ran, and of the servers that worked for it
public record Cost(double seconds, double cpuSeconds) {
    /// Something that takes time.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// Does it once.
    ///
    /// @param servers running processes that do part of the work
    public static Cost of(List<Long> servers, Work work) throws IOException, InterruptedException {
        double cpuBefore = cpuSeconds(servers);
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Cost(seconds, cpuSeconds(servers) - cpuBefore);
    }

    private static double cpuSeconds(List<Long> servers) throws IOException {
        double sum = Proc.cpuSecondsOfEnded();
        for (long server : servers) {
            sum += Proc.cpuSeconds(server);
        }
        return sum;
    }
}
