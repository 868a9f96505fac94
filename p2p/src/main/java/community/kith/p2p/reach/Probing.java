package community.kith.p2p.reach;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.autonat.AutonatClient;
import community.kith.p2p.autonat.Verdicts;
import community.kith.p2p.autonat.Verdicts.Verdict;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has our outside addresses tried by others, one at a time, until enough of them have said how it went. Thread-safe.
final class Probing {
    private static final System.Logger LOG = System.getLogger(Probing.class.getName());
    private static final Duration VALIDITY = Duration.ofHours(2);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Network network;
    private final AutonatClient client;
    private final AtomicBoolean atWork = new AtomicBoolean();
    /// Guarded by this monitor, as is the next.
    private final Verdicts verdicts;

    private final Map<PeerId, Instant> pausing = new HashMap<>();

    private record Question(PeerId server, Multiaddr address) {}

    Probing(Network network, AutonatClient client, int confirmations) {
        this.network = network;
        this.client = client;
        this.verdicts = new Verdicts(confirmations, VALIDITY);
    }

    /// Asks the next question, on a thread of its own, when there is one.
    void tick(List<Multiaddr> addresses, Instant now) {
        if (!atWork.compareAndSet(false, true)) {
            return;
        }
        Optional<Question> question = next(addresses, now);
        if (question.isEmpty()) {
            atWork.set(false);
            return;
        }
        Thread.ofVirtual().name("autonat").start(() -> {
            try {
                ask(question.get(), now);
            } finally {
                atWork.set(false);
            }
        });
    }

    private synchronized Optional<Question> next(List<Multiaddr> addresses, Instant now) {
        pausing.values().removeIf(until -> !now.isBefore(until));
        for (Multiaddr address : addresses) {
            if (verdicts.verdict(address, now.plus(VALIDITY.dividedBy(2))) == Verdict.UNKNOWN) {
                for (PeerId server : network.connected()) {
                    if (verdicts.wants(address, server, now) && !pausing.containsKey(server) && serves(server)) {
                        return Optional.of(new Question(server, address));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean serves(PeerId peer) {
        return network.protocolsOf(peer).contains(AutonatClient.SERVER_PROTOCOL)
                && network.connections(peer).stream().anyMatch(connection -> connection.path() != Path.RELAYED);
    }

    private void ask(Question question, Instant now) {
        AutonatClient.Outcome outcome = AutonatClient.Outcome.INCONCLUSIVE;
        try {
            outcome = client.probe(question.server(), question.address());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> question.server() + " did not try us: " + e);
        }
        synchronized (this) {
            switch (outcome) {
                case THROUGH -> verdicts.hear(question.address(), question.server(), true, now);
                case BLOCKED -> verdicts.hear(question.address(), question.server(), false, now);
                case INCONCLUSIVE -> pausing.put(question.server(), now.plus(PAUSE));
            }
        }
    }

    synchronized Verdict verdict(Multiaddr address, Instant now) {
        return verdicts.verdict(address, now);
    }

    /// The network changed.
    synchronized void clear() {
        verdicts.clear();
        pausing.clear();
    }
}
