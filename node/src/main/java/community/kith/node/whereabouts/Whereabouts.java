package community.kith.node.whereabouts;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.p2p.host.Host;
import community.kith.p2p.identify.PeerRecord;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What is known of where my people's devices are, and what mine says of itself. A word counts when its device signed
/// it,
/// the device is in my book, and it is newer than the last. Thread-safe.
public final class Whereabouts {
    private final Me me;
    private final People people;
    private final Presence presence;
    private final Host host;
    private final InstantSource clock;
    private final AtomicLong said = new AtomicLong();
    private final Map<PeerId, Long> heard = new ConcurrentHashMap<>();

    public Whereabouts(Me me, People people, Presence presence, Host host, InstantSource clock) {
        this.me = me;
        this.people = people;
        this.presence = presence;
        this.host = host;
        this.clock = clock;
    }

    /// What became of a word.
    public enum News {
        /// It is believed: the addresses are known now.
        NEW,
        /// As much was known.
        OLD,
        /// It is about nobody in my book.
        STRANGER,
        /// It is no word of the device's, or none at all.
        FALSE
    }

    /// My own word, newer than all before, with the addresses that mean something at a place of that scope; empty when
    /// there are none.
    public Optional<byte[]> own(Scope place) {
        List<Multiaddr> ours = host.addresses().stream()
                .filter(address -> Scope.of(address).compareTo(place) >= 0)
                .map(Multiaddr::withoutPeer)
                .toList();
        long now = clock.millis();
        long sequence = said.updateAndGet(last -> Math.max(last + 1, now));
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of(new PeerRecord(me.peer(), sequence, ours).sealed(me.key()));
    }

    /// Takes a word that came some way.
    public News hear(byte[] sealed) throws IOException {
        PeerRecord record;
        try {
            record = PeerRecord.open(sealed);
        } catch (ProtocolException e) {
            return News.FALSE;
        }
        if (!isKnown(record.peer())) {
            return News.STRANGER;
        }
        if (record.addresses().isEmpty() || !isNewer(record)) {
            return News.OLD;
        }
        host.learn(record.peer(), record.addresses());
        return News.NEW;
    }

    /// Notes the number of a record when it is greater than the last.
    private boolean isNewer(PeerRecord record) {
        boolean[] newer = {false};
        heard.compute(record.peer(), (peer, last) -> {
            newer[0] = last == null || Long.compareUnsigned(record.sequence(), last) > 0;
            return newer[0] ? record.sequence() : last;
        });
        return newer[0];
    }

    /// Whether a device is in my book.
    public boolean isKnown(PeerId peer) throws IOException {
        return people.device(peer).isPresent();
    }

    /// Devices in my book that did not answer when last looked for.
    public List<PeerId> absent() throws IOException {
        return people.all().stream()
                .map(Acquaintance::peer)
                .filter(peer -> !presence.isOnline(peer))
                .toList();
    }

    /// Looks for a device now, if it is in my book.
    public void look(PeerId peer) throws IOException {
        Optional<Acquaintance> who = people.device(peer);
        if (who.isPresent()) {
            presence.look(who.get());
        }
    }
}
