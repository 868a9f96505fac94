package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes TCP callers: not too many at once, not too often from one network, and lets through who proves a name.
final class Doorman implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Doorman.class.getName());

    private final List<Listener> listeners;
    private final Upgrade upgrade;
    private final HandshakeGate gate;
    private final CallRate rate;

    /// Takes a caller whose name is proven.
    @FunctionalInterface
    interface Guests {
        void enter(Secured guest) throws IOException;
    }

    Doorman(List<Listener> listeners, Upgrade upgrade, HostLimits.Inbound limits) {
        this.listeners = listeners;
        this.upgrade = upgrade;
        this.gate = new HandshakeGate(limits);
        this.rate = new CallRate(limits.callsPerSecond(), System::nanoTime);
    }

    /// Where it takes callers, each without a peer's name.
    List<Multiaddr> addresses() throws IOException {
        List<Multiaddr> all = new ArrayList<>();
        for (Listener listener : listeners) {
            all.addAll(listener.addresses());
        }
        return all;
    }

    /// Takes callers on threads of `crew` until closed.
    void serve(Crew crew, Guests guests) {
        for (Listener listener : listeners) {
            crew.start("listener", () -> listener.run(link -> welcome(link, crew, guests)));
        }
    }

    /// What follows happens on a thread of the caller's own.
    private void welcome(TcpLink link, Crew crew, Guests guests) {
        if (!rate.admits(link.socketAddress().getAddress())) {
            HandshakeGate.close(link);
            return;
        }
        gate.enter(link);
        crew.start("inbound", () -> receive(link, guests));
    }

    private void receive(TcpLink link, Guests guests) {
        Optional<Secured> guest = Optional.empty();
        try {
            guest = Optional.of(upgrade.inbound(link));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a caller did not get through: " + e);
            HandshakeGate.close(link);
        } finally {
            gate.leave(link);
        }
        try {
            if (guest.isPresent()) {
                guests.enter(guest.get());
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a caller could not stay: " + e);
        }
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        gate.clear();
    }
}
