package community.kith.bench.log;

import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Work that is divided among virtual threads, and its results in order.
final class Batches {
    private static final int PER_THREAD = 256;

    private Batches() {}

    @FunctionalInterface
    interface Work<T> {
        T of(int index) throws ProtocolException;
    }

    static <T> List<T> of(int count, Work<T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                running.add(threads.submit(() -> work.of(index)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Checks signatures on all processors; keys are decoded once for each log in a batch.
    static List<Entry> verified(List<ReceivedEntry> received) throws InterruptedException {
        int batches = (received.size() + PER_THREAD - 1) / PER_THREAD;
        return of(batches, batch -> {
                    int from = batch * PER_THREAD;
                    return verifiedHere(received.subList(from, Math.min(from + PER_THREAD, received.size())));
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Entry> verifiedHere(List<ReceivedEntry> received) throws ProtocolException {
        Map<LogId, LogId> known = new HashMap<>();
        List<Entry> verified = new ArrayList<>(received.size());
        for (ReceivedEntry entry : received) {
            verified.add(entry.verify(known.computeIfAbsent(entry.log(), log -> log)));
        }
        return verified;
    }
}
