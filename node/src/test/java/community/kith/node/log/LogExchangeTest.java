package community.kith.node.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.node.ledger.Ledger;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.reconcile.Scopes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Two nodes' logs over real connections, in real ledgers.
class LogExchangeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /// A computer with a ledger, whose device writes.
    private static final class Computer implements AutoCloseable, Scopes {
        private final SigningKey key;
        private final Host host;
        private final Ledger ledger = Ledger.inMemory();
        private final StoredEntries entries = new StoredEntries(ledger.database());
        private final LogExchange exchange;
        private boolean friendly = true;

        Computer(int seed) throws IOException {
            Random random = new Random(seed);
            key = SigningKey.generate(random);
            host = Libp2pHost.start(
                    HostOptions.of(key, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), "kith-test/1", random));
            exchange = new LogExchange(
                    host, entries, peer -> friendly ? Optional.of(this) : Optional.empty(), new Random(seed + 1));
            exchange.serve();
        }

        void writes(int count) throws IOException {
            LogId log = LogId.of(host.id());
            for (int i = 0; i < count; i++) {
                long last = entries.state(log).position();
                Ipld.Fields body = Ipld.fields().put("line", last + 1).build();
                Entry next = last == 0
                        ? Entry.first(key, 1, NOW, "line", body)
                        : entries.at(log, last).getFirst().next(key, last + 1, NOW, "line", body);
                entries.transaction(() -> new Admission(entries).written(next));
            }
        }

        void knows(Computer other) {
            host.learn(other.host.id(), other.host.addresses());
        }

        @Override
        public SortedSet<String> names() {
            return new TreeSet<>(List.of("friends"));
        }

        @Override
        public SortedSet<LogId> logs(String scope) {
            return new TreeSet<>(entries.states().keySet());
        }

        @Override
        public boolean welcomes(LogId unknown) {
            return true;
        }

        @Override
        public void close() {
            host.close();
            ledger.close();
        }
    }

    @Test
    void whatEachWroteTheOtherHasAndPassesOn() throws IOException {
        try (Computer ada = new Computer(1);
                Computer ben = new Computer(2);
                Computer cleo = new Computer(3)) {
            ada.writes(30);
            ben.writes(700);
            ada.knows(ben);
            cleo.knows(ada);

            assertThat(ada.exchange.bringInStep(ben.host.id())).hasSize(700);
            assertThat(ben.entries.states()).isEqualTo(ada.entries.states()).hasSize(2);
            ada.writes(3);
            assertThat(cleo.exchange.bringInStep(ada.host.id())).hasSize(733);
            assertThat(cleo.entries.states()).isEqualTo(ada.entries.states());
            assertThat(cleo.exchange.bringInStep(ada.host.id())).isEmpty();
        }
    }

    @Test
    void aStrangerGetsNothing() throws IOException {
        try (Computer ada = new Computer(1);
                Computer eve = new Computer(2)) {
            ada.writes(3);
            ada.friendly = false;
            eve.knows(ada);

            assertThatThrownBy(() -> eve.exchange.bringInStep(ada.host.id())).isInstanceOf(IOException.class);
            assertThat(eve.entries.states()).isEmpty();
        }
    }
}
