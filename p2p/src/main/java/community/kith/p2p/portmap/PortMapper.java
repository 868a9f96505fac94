package community.kith.p2p.portmap;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Keeps our ports open at the house's router, as well as the router lets it. Nothing is asked before the first
/// [#tick(Instant)], and no call but [#close()] waits for the router.
public final class PortMapper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PortMapper.class.getName());
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofMinutes(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final RouterSearch search;
    private final Supplier<Set<Port>> ports;
    private final InstantSource clock;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private volatile PortMapState state = PortMapState.UNTRIED;
    private volatile Instant next = Instant.MIN;
    private volatile Optional<Router> router = Optional.empty();
    private volatile boolean closed;

    PortMapper(RouterSearch search, Supplier<Set<Port>> ports, InstantSource clock) {
        this.search = search;
        this.ports = ports;
        this.clock = clock;
    }

    /// For the router of the house this machine is in; `ports` are asked for at each turn.
    public static PortMapper here(Supplier<Set<Port>> ports, InstantSource clock, RandomGenerator random) {
        return new PortMapper(RouterSearch.here(random), ports, clock);
    }

    /// Maps or renews on a thread of its own when it is time to.
    public void tick(Instant now) {
        if (!closed && !now.isBefore(next) && atWork.compareAndSet(false, true)) {
            Thread.ofVirtual().name("port mapping").start(() -> {
                try {
                    renew();
                } finally {
                    atWork.set(false);
                }
            });
        }
    }

    /// How it stands.
    public PortMapState state() {
        return state;
    }

    /// The network changed: the old router and what it promised mean nothing any more.
    public void moved() {
        router = Optional.empty();
        state = PortMapState.UNTRIED;
        next = Instant.MIN;
    }

    /// Asks now, on this thread.
    void renew() {
        Duration shortest = LEASE;
        List<PortMapping> mappings = new ArrayList<>();
        String trouble = "";
        for (Port port : ports.get()) {
            try {
                PortMapping mapping = map(port);
                mappings.add(mapping);
                if (mapping.lease().isPositive() && mapping.lease().compareTo(shortest) < 0) {
                    shortest = mapping.lease();
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> "port " + port.number() + " is not mapped: " + e);
                trouble = String.valueOf(e.getMessage());
                router = Optional.empty();
                break;
            }
        }
        Duration wait = mappings.isEmpty() ? RETRY : shortest.dividedBy(2);
        next = clock.instant().plus(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
        state = new PortMapState(router.map(Router::name), mappings, trouble);
        if (closed) {
            release();
        }
    }

    private PortMapping map(Port port) throws IOException {
        Optional<Router> known = router;
        if (known.isPresent()) {
            int suggested = state.mappings().stream()
                    .filter(mapping -> mapping.port().equals(port))
                    .findFirst()
                    .map(mapping -> mapping.outside().getPort())
                    .orElse(port.number());
            return known.get().map(port, suggested, LEASE);
        }
        RouterSearch.Found found = search.find(port, LEASE);
        router = Optional.of(found.router());
        return found.mapping();
    }

    /// Takes the mappings back, as far as that goes within two seconds.
    @Override
    public void close() {
        closed = true;
        Thread farewell = Thread.ofVirtual().name("port release").start(this::release);
        try {
            farewell.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        farewell.interrupt();
    }

    private void release() {
        Optional<Router> known = router;
        for (PortMapping mapping : state.mappings()) {
            try {
                if (known.isPresent()) {
                    known.get().release(mapping);
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> "a mapping is left to expire: " + e);
            }
        }
        state = PortMapState.UNTRIED;
    }
}
