package community.kith.node.log;

import community.kith.base.bytes.DagCbor;
import community.kith.base.name.PeerId;
import community.kith.node.work.Together;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import community.kith.sync.reconcile.Answering;
import community.kith.sync.reconcile.Asking;
import community.kith.sync.reconcile.Message;
import community.kith.sync.reconcile.MessageCodec;
import community.kith.sync.reconcile.Scopes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/// Carries what `sync.reconcile` decides between this node and its peers, over `/kith/sync/1.0.0`. Signatures are
/// checked on all
/// processors, and what is right of one message is written in one transaction. Format: `docs/spec/log-sync.md`.
public final class LogExchange {
    public static final String PROTOCOL = "/kith/sync/1.0.0";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_ANSWERED_AT_ONCE = 8;
    private static final int CHECKED_TOGETHER = 64;
    private static final int RANDOM_BYTES = 16;

    private final Host host;
    private final EntryKeeper keeper;
    private final Sharing sharing;
    private final LogId me;
    private final RandomGenerator random;
    private final Semaphore answered = new Semaphore(MAX_ANSWERED_AT_ONCE);

    /// What is shared with whom.
    @FunctionalInterface
    public interface Sharing {
        /// None with strangers.
        Optional<Scopes> with(PeerId peer);
    }

    /// @param random unpredictable
    public LogExchange(Host host, EntryKeeper keeper, Sharing sharing, RandomGenerator random) {
        this.host = host;
        this.keeper = keeper;
        this.sharing = sharing;
        this.me = LogId.of(host.id());
        this.random = random;
    }

    /// Answers peers from now on.
    public void serve() {
        host.accept(PROTOCOL, this::answer);
    }

    /// Brings the logs that are shared with this peer in step, both ways.
    ///
    /// @return the entries that were not known here
    public List<Entry> bringInStep(PeerId peer) throws IOException {
        Scopes scopes = sharing.with(peer).orElseThrow(() -> new IOException("nothing is shared with " + peer));
        try (Stream stream = host.open(peer, PROTOCOL)) {
            stream.timeout(PATIENCE);
            InputStream in = new BufferedInputStream(stream.in());
            Asking asking = new Asking(keeper.shown(), scopes, me, sixteenBytes());
            List<Entry> news = new ArrayList<>();
            Optional<Message> question = Optional.of(asking.begin());
            while (question.isPresent()) {
                DagCbor.write(stream.out(), MessageCodec.write(question.get()));
                Asking.Turn turn = asking.hear(MessageCodec.read(DagCbor.read(in, MessageCodec.MAX_BYTES)));
                news.addAll(admit(turn.received()));
                question = turn.question();
            }
            return news;
        }
    }

    private void answer(Stream stream) throws IOException {
        Optional<Scopes> scopes = sharing.with(stream.peer());
        if (scopes.isEmpty() || !answered.tryAcquire()) {
            stream.reset();
            return;
        }
        try {
            stream.timeout(PATIENCE);
            PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(stream.in()));
            Answering answering = new Answering(keeper.shown(), scopes.get(), sixteenBytes());
            for (int first = in.read(); first >= 0; first = in.read()) {
                in.unread(first);
                Answering.Reply reply = answering.answer(MessageCodec.read(DagCbor.read(in, MessageCodec.MAX_BYTES)));
                admit(reply.received());
                DagCbor.write(stream.out(), MessageCodec.write(reply.answer()));
            }
        } finally {
            answered.release();
        }
    }

    private List<Entry> admit(List<ReceivedEntry> received) throws IOException {
        if (received.isEmpty()) {
            return List.of();
        }
        List<List<ReceivedEntry>> parts = new ArrayList<>();
        for (int at = 0; at < received.size(); at += CHECKED_TOGETHER) {
            parts.add(received.subList(at, Math.min(at + CHECKED_TOGETHER, received.size())));
        }
        List<List<Entry>> verified =
                Together.map(parts, Runtime.getRuntime().availableProcessors(), LogExchange::verified);
        return keeper.take(verified.stream().flatMap(List::stream).toList());
    }

    private static List<Entry> verified(List<ReceivedEntry> received) throws ProtocolException {
        Map<LogId, LogId> known = new HashMap<>();
        List<Entry> verified = new ArrayList<>(received.size());
        for (ReceivedEntry entry : received) {
            verified.add(entry.verify(known.computeIfAbsent(entry.log(), log -> log)));
        }
        return verified;
    }

    private byte[] sixteenBytes() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
