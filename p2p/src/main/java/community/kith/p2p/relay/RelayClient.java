package community.kith.p2p.relay;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Connection;
import community.kith.p2p.host.Direction;
import community.kith.p2p.host.Network;
import community.kith.p2p.host.Path;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps reservations at relays, tells others of them, and takes the calls that come through.
///
/// A reservation lives as long as the connection it was made over; both are renewed from [#tick(Instant)]. Calls are
/// taken only from relays that were asked for.
public final class RelayClient implements PeerWatcher {
    private static final System.Logger LOG = System.getLogger(RelayClient.class.getName());
    private static final String SOURCE = "relay";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_RELAYS = 8;

    private final Network network;
    private final RelayLines lines;
    private final InstantSource clock;
    /// Guarded by this monitor.
    private final Map<PeerId, RelaySlot> slots = new LinkedHashMap<>();

    private final Set<PeerId> asking = ConcurrentHashMap.newKeySet();

    private RelayClient(Network network, RelayDial dial, InstantSource clock) {
        this.network = network;
        this.lines = new RelayLines(network, dial);
        this.clock = clock;
    }

    /// Begins to take calls; relays come by [#want(Multiaddr)].
    public static RelayClient start(Network network, RelayDial dial, InstantSource clock) {
        RelayClient client = new RelayClient(network, dial, clock);
        network.accept(StopMessage.PROTOCOL, client::answer);
        network.watch(client);
        return client;
    }

    /// Wants a reservation at this relay from now on; the address ends in its name, and may be nothing else. False when
    /// there are enough relays.
    public synchronized boolean want(Multiaddr relay) throws IOException {
        PeerId name = RelayLines.nameOf(relay);
        if (name.equals(network.id()) || relay.relay().isPresent()) {
            throw new ProtocolException("no relay for us: " + relay);
        }
        if (!slots.containsKey(name) && slots.size() >= MAX_RELAYS) {
            return false;
        }
        slots.putIfAbsent(name, RelaySlot.wanted(name, relay, clock.instant()));
        return true;
    }

    /// Lets a relay go; the reservation ends by itself.
    public void forget(PeerId relay) {
        synchronized (this) {
            slots.remove(relay);
        }
        announce();
    }

    /// Every relay wanted, in the order wanted.
    public synchronized List<RelaySlot> slots() {
        return List.copyOf(slots.values());
    }

    /// Asks where it is time to, on threads of their own, and stops announcing what has expired.
    public void tick(Instant now) {
        boolean expired = false;
        for (RelaySlot slot : slots()) {
            RelaySlot valid = slot.at(now);
            expired |= !valid.equals(slot) && replace(slot, valid);
            if (!now.isBefore(slot.next()) && asking.add(slot.relay())) {
                Thread.ofVirtual().name("reserve " + slot.relay()).start(() -> {
                    try {
                        ask(slot.relay());
                    } finally {
                        asking.remove(slot.relay());
                    }
                });
            }
        }
        if (expired) {
            announce();
        }
    }

    private synchronized boolean replace(RelaySlot old, RelaySlot by) {
        return slots.replace(old.relay(), old, by);
    }

    /// Asks a wanted relay once, now.
    void ask(PeerId relay) {
        Optional<RelaySlot> wanted = slot(relay);
        if (wanted.isEmpty()) {
            return;
        }
        RelaySlot slot = wanted.get();
        RelaySlot after;
        try {
            Connection line = lines.to(slot.at());
            HopMessage.Answer granted = reserve(line);
            after = slot.reserved(reservationOf(granted, line), granted.limit(), clock.instant());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "no reservation at " + relay + ": " + e);
            after = slot.failed(String.valueOf(e.getMessage()), clock.instant());
        }
        synchronized (this) {
            slots.replace(relay, after);
        }
        announce();
    }

    private synchronized Optional<RelaySlot> slot(PeerId relay) {
        return Optional.ofNullable(slots.get(relay));
    }

    private static HopMessage.Answer reserve(Connection line) throws IOException {
        try (Stream stream = line.open(HopMessage.PROTOCOL)) {
            stream.timeout(PATIENCE);
            new HopMessage.Reserve().write(stream.out());
            if (!(HopMessage.read(stream.in()) instanceof HopMessage.Answer answer)) {
                throw new ProtocolException("the relay " + line.peer() + " asks where it should answer");
            }
            if (answer.status() != RelayStatus.OK) {
                throw new RelayException("cannot reserve at " + line.peer(), answer.status());
            }
            return answer;
        }
    }

    /// What was granted, with a voucher that holds or none, and at least the address that we use ourselves.
    private Reservation reservationOf(HopMessage.Answer answer, Connection line) throws ProtocolException {
        Reservation got = answer.reservation()
                .orElseThrow(() -> new ProtocolException(line.peer() + " grants a reservation and sends none"));
        List<Multiaddr> addresses =
                got.addresses().isEmpty() ? List.of(line.remote().withPeer(line.peer())) : got.addresses();
        return new Reservation(got.expiry(), addresses, got.voucher().filter(envelope -> holds(envelope, line.peer())));
    }

    private boolean holds(byte[] sealed, PeerId relay) {
        try {
            Voucher voucher = Voucher.open(sealed);
            return voucher.relay().equals(relay) && voucher.peer().equals(network.id());
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, () -> "a voucher of " + relay + " passed over: " + e.getMessage());
            return false;
        }
    }

    private void announce() {
        network.announce(
                SOURCE,
                slots().stream()
                        .flatMap(slot -> slot.addresses(network.id()).stream())
                        .toList());
    }

    @Override
    public void disconnected(PeerId peer) {
        boolean lost;
        synchronized (this) {
            lost = slots.computeIfPresent(peer, (relay, slot) -> slot.lost(clock.instant())) != null;
        }
        if (lost) {
            announce();
        }
    }

    @Override
    public synchronized void moved() {
        slots.replaceAll((relay, slot) -> slot.moved(clock.instant()));
    }

    /// Takes a call; the stream's thread stays with it until the connection through it ends.
    private void answer(Connection line, Stream stream) throws IOException {
        stream.timeout(PATIENCE);
        if (!(StopMessage.read(stream.in()) instanceof StopMessage.Connect call)) {
            new StopMessage.Answer(RelayStatus.UNEXPECTED_MESSAGE).write(stream.out());
            return;
        }
        if (line.path() == Path.RELAYED || slot(line.peer()).isEmpty()) {
            new StopMessage.Answer(RelayStatus.PERMISSION_DENIED).write(stream.out());
            return;
        }
        new StopMessage.Answer(RelayStatus.OK).write(stream.out());
        stream.timeout(Duration.ZERO);
        try (CircuitLink link = new CircuitLink(stream, CircuitTransport.remote(line))) {
            network.secure(link, Direction.INBOUND, Optional.of(call.caller()));
            link.awaitClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
