package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes callers over TCP and QUIC: not too many at once, not too often from one network, and lets through who proves a
/// name.
final class Doorman implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Doorman.class.getName());

    private final List<Listener> listeners;
    private final Upgrade upgrade;
    private final QuicDoor quic;
    private final HandshakeGate gate;
    private final CallRate rate;

    /// Takes a caller whose name is proven.
    @FunctionalInterface
    interface Guests {
        void enter(Secured guest) throws IOException;
    }

    Doorman(List<Listener> listeners, Upgrade upgrade, QuicDoor quic, HostLimits.Inbound limits) {
        this.listeners = listeners;
        this.upgrade = upgrade;
        this.quic = quic;
        this.gate = new HandshakeGate(limits);
        this.rate = new CallRate(limits.callsPerSecond(), System::nanoTime);
    }

    /// Where it takes callers, each without a peer's name.
    List<Multiaddr> addresses() throws IOException {
        List<Multiaddr> all = new ArrayList<>();
        for (Listener listener : listeners) {
            all.addAll(listener.addresses());
        }
        all.addAll(quic.addresses());
        return all;
    }

    /// Takes callers over TCP on threads of `crew` until closed, and the ports for QUIC.
    void serve(Crew crew, Guests guests) throws IOException {
        quic.reserve(listeners.stream().map(Listener::local).toList());
        for (Listener listener : listeners) {
            crew.start("listener", () -> listener.run(link -> welcome(link, crew, guests)));
        }
    }

    /// Takes callers over QUIC, too.
    void serveQuic(Crew crew, Guests guests) throws IOException {
        quic.open(rate::admits, guest -> crew.start("inbound", () -> letIn(guest, guests)));
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
        guest.ifPresent(proven -> letIn(proven, guests));
    }

    private static void letIn(Secured guest, Guests guests) {
        try {
            guests.enter(guest);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a caller could not stay: " + e);
        }
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        quic.close();
        gate.clear();
    }
}
