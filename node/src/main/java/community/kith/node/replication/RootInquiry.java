package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.api.UnavailableException;
import community.kith.node.exchange.Fetched;
import community.kith.node.exchange.Refusal;
import community.kith.node.exchange.ShardClient;
import community.kith.store.manifest.Root;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks peers for a manifest's root, a few at a time and another whenever one has nothing or takes long, and remembers
/// what they said instead of giving it. For one thread.
final class RootInquiry {
    private static final int AT_ONCE = 3;
    private static final Duration LONG = Duration.ofMillis(400);

    private final Cid manifest;
    private final ShardClient client;
    private final Knowledge knowledge;
    private Optional<Refusal> refusal = Optional.empty();
    private int asked;
    private int silent;

    RootInquiry(Cid manifest, ShardClient client, Knowledge knowledge) {
        this.manifest = manifest;
        this.client = client;
        this.knowledge = knowledge;
    }

    /// What came of asking one.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Outcome(
            PeerId peer, byte @Nullable [] root, @Nullable Refusal refusal, boolean silent) {}

    Optional<byte[]> ask(List<PeerId> peers) throws IOException {
        Deque<PeerId> left = new ArrayDeque<>(peers.stream()
                .sorted(Comparator.comparing(knowledge.speeds()::isShunned))
                .toList());
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        int underWay = 0;
        try {
            while (underWay > 0 || !left.isEmpty()) {
                while (underWay < AT_ONCE && !left.isEmpty()) {
                    underWay += start(left.poll(), outcomes, threads);
                }
                Outcome outcome = outcomes.poll(LONG.toMillis(), TimeUnit.MILLISECONDS);
                if (outcome == null) {
                    underWay += left.isEmpty() ? 0 : start(left.poll(), outcomes, threads);
                    continue;
                }
                underWay--;
                if (outcome.root != null) {
                    knowledge.sightings().seen(outcome.peer, List.of(manifest));
                    return Optional.of(outcome.root);
                }
                refusal = outcome.refusal == null ? refusal : Optional.of(outcome.refusal);
                silent += outcome.silent ? 1 : 0;
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking for a manifest");
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private int start(PeerId peer, BlockingQueue<Outcome> outcomes, List<Thread> threads) {
        asked++;
        threads.add(Thread.ofVirtual().name("root-from").start(() -> outcomes.add(outcome(peer))));
        return 1;
    }

    private Outcome outcome(PeerId peer) {
        byte[] bytes = new byte[Root.MAX_BYTES];
        try {
            return switch (client.get(peer, manifest, bytes, 0, bytes.length)) {
                case Fetched.Found found -> new Outcome(peer, Arrays.copyOf(bytes, found.lengthBytes()), null, false);
                case Fetched.Refused refused -> new Outcome(peer, null, refused.refusal(), false);
                case Fetched.Missing missing -> new Outcome(peer, null, null, false);
            };
        } catch (IOException e) {
            System.getLogger(RootInquiry.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "passing over " + peer + ": " + e.getMessage());
            return new Outcome(peer, null, null, true);
        }
    }

    /// Says why there is none.
    byte[] fail() throws IOException {
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get().reason());
        }
        if (asked == 0 || silent > 0) {
            throw new UnavailableException(
                    asked == 0
                            ? "this link's manifest is not here, and none of your people can be asked now"
                            : "this link's manifest is not here, and " + silent + " of those asked did not answer",
                    Math.max(1, silent),
                    "");
        }
        throw new NotFoundException("this link's manifest is not here, and none of your people who are there has it");
    }
}
