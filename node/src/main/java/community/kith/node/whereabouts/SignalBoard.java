package community.kith.node.whereabouts;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Signal;
import community.kith.node.api.Signals;
import community.kith.p2p.identify.PeerRecord;
import community.kith.p2p.transport.Scope;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What peers said of themselves lately, in memory: so many in all, so many from one network, each for two hours. The
/// oldest goes when there is no room. A peer's number is remembered for a day, so that nobody brings back an older
/// word.
///
/// Thread-safe: every method holds the monitor.
public final class SignalBoard implements Signals {
    static final int MAX_BYTES = 4096;
    private static final int MAX_PEERS = 4096;
    private static final int MAX_PER_NETWORK = 64;
    private static final int MAX_ADDRESSES = 16;
    private static final Duration TOLD = Duration.ofHours(2);
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final InstantSource clock;
    private final SequencedMap<PeerId, Entry> entries = new LinkedHashMap<>();

    /// @param record the envelope in base64
    private record Entry(PeerRecord said, String record, String network, Instant heard) {}

    public SignalBoard(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Signal> find(PeerId peer, InetAddress asker) {
        Instant since = clock.instant().minus(TOLD);
        return Optional.ofNullable(entries.get(peer))
                .filter(entry -> entry.heard().isAfter(since))
                .map(entry -> signal(entry, asker))
                .filter(signal -> !signal.addresses().isEmpty());
    }

    private static Signal signal(Entry entry, InetAddress asker) {
        return new Signal(
                entry.said().peer(),
                entry.said().sequence(),
                meaningful(entry.said(), asker),
                entry.record(),
                entry.heard().plus(TOLD));
    }

    /// Addresses of a house mean nothing outside of it, nor to a doorway out there.
    private static List<Multiaddr> meaningful(PeerRecord said, InetAddress to) {
        Scope place = Scope.of(to);
        return said.addresses().stream()
                .filter(address -> Scope.of(address).compareTo(place) >= 0)
                .map(address -> address.withPeer(said.peer()))
                .limit(MAX_ADDRESSES)
                .toList();
    }

    @Override
    public Signal announce(byte[] sealed, InetAddress from) throws RefusedException {
        PeerRecord said = opened(sealed);
        if (meaningful(said, from).isEmpty()) {
            throw new IllegalArgumentException("record: none of its addresses means anything here");
        }
        Entry entry = new Entry(said, Base64.getEncoder().encodeToString(sealed), network(from), clock.instant());
        keep(entry);
        return signal(entry, from);
    }

    private static PeerRecord opened(byte[] sealed) {
        if (sealed.length > MAX_BYTES) {
            throw new IllegalArgumentException("record: has at most %d bytes".formatted(MAX_BYTES));
        }
        try {
            return PeerRecord.open(sealed);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("record: " + e.getMessage(), e);
        }
    }

    private synchronized void keep(Entry entry) throws RefusedException {
        Instant until = clock.instant().minus(REMEMBERED);
        while (!entries.isEmpty() && entries.firstEntry().getValue().heard().isBefore(until)) {
            entries.pollFirstEntry();
        }
        PeerId peer = entry.said().peer();
        Entry known = entries.get(peer);
        if (known != null && known.said().sequence() >= entry.said().sequence()) {
            throw new RefusedException("a word as new of " + peer + " is known already");
        }
        long neighbors = entries.values().stream()
                .filter(other -> other.network().equals(entry.network()))
                .count();
        if (known == null && neighbors >= MAX_PER_NETWORK) {
            throw new RefusedException("enough peers were announced from that network");
        }
        entries.remove(peer);
        entries.putLast(peer, entry);
        if (entries.size() > MAX_PEERS) {
            entries.pollFirstEntry();
        }
    }

    /// An IPv4 address, or the half of an IPv6 address that names a customer's network.
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return Arrays.toString(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
