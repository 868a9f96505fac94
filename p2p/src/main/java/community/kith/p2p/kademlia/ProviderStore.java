package community.kith.p2p.kademlia;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Who said to provide what. Bounded: when it is full, what is farthest from this node goes, since others are nearer
/// to it. Thread-safe: every method holds the monitor.
final class ProviderStore {
    private final Key self;
    private final StoreLimits limits;
    /// By distance from this node; for each key its providers, the one heard from longest ago first.
    private final NavigableMap<Key, SequencedMap<PeerId, Instant>> byDistance = new TreeMap<>();
    private final Map<PeerId, Provider> providers = new HashMap<>();
    private int announcements;

    /// What is known of a provider, whatever it provides.
    private static final class Provider {
        private List<Multiaddr> addresses = List.of();
        private Instant told = Instant.MIN;
        private int keys;
    }

    ProviderStore(Key self, StoreLimits limits) {
        this.self = self;
        this.limits = limits;
    }

    /// Notes that the peer provides the key; false when there is no room for that.
    synchronized boolean add(Key key, PeerId peer, List<Multiaddr> addresses, Instant now) {
        Key distance = key.distance(self);
        SequencedMap<PeerId, Instant> known = byDistance.computeIfAbsent(distance, any -> new LinkedHashMap<>(4));
        Provider provider = providers.computeIfAbsent(peer, any -> new Provider());
        boolean fresh = !known.containsKey(peer);
        if (fresh && provider.keys >= limits.announcementsPerPeer()) {
            tidy(distance, peer);
            return false;
        }
        known.putLast(peer, now);
        provider.addresses = List.copyOf(addresses);
        provider.told = now;
        if (fresh) {
            provider.keys++;
            announcements++;
        }
        while (announcements > limits.announcements()) {
            Map.Entry<Key, SequencedMap<PeerId, Instant>> farthest = byDistance.lastEntry();
            remove(farthest.getKey(), farthest.getValue().firstEntry().getKey());
        }
        return byDistance.containsKey(distance);
    }

    private void remove(Key distance, PeerId peer) {
        SequencedMap<PeerId, Instant> known = byDistance.get(distance);
        Provider provider = providers.get(peer);
        if (known != null && provider != null && known.remove(peer) != null) {
            announcements--;
            provider.keys--;
            tidy(distance, peer);
        }
    }

    private void tidy(Key distance, PeerId peer) {
        byDistance.computeIfPresent(distance, (any, known) -> known.isEmpty() ? null : known);
        providers.computeIfPresent(peer, (any, provider) -> provider.keys == 0 ? null : provider);
    }

    /// A peer provides the key no longer.
    synchronized void remove(PeerId peer, Key key) {
        remove(key.distance(self), peer);
    }

    /// Who provides the key, the latest heard from first; those whose addresses are old come without any.
    synchronized List<Told> of(Key key, Instant now, int most) {
        SequencedMap<PeerId, Instant> known = byDistance.getOrDefault(key.distance(self), new LinkedHashMap<>());
        List<Told> found = new ArrayList<>();
        for (Map.Entry<PeerId, Instant> entry : known.reversed().entrySet()) {
            Provider provider = providers.get(entry.getKey());
            if (found.size() < most
                    && provider != null
                    && entry.getValue().plus(limits.expiry()).isAfter(now)) {
                boolean recent = provider.told.plus(limits.addresses()).isAfter(now);
                found.add(new Told(entry.getKey(), recent ? provider.addresses : List.of()));
            }
        }
        return found;
    }

    /// Forgets what is too old.
    synchronized void expire(Instant now) {
        Iterator<Map.Entry<Key, SequencedMap<PeerId, Instant>>> keys =
                byDistance.entrySet().iterator();
        while (keys.hasNext()) {
            Map<PeerId, Instant> known = keys.next().getValue();
            known.entrySet().removeIf(entry -> {
                boolean old = !entry.getValue().plus(limits.expiry()).isAfter(now);
                if (old) {
                    announcements--;
                    providers.computeIfPresent(
                            entry.getKey(), (any, provider) -> --provider.keys == 0 ? null : provider);
                }
                return old;
            });
            if (known.isEmpty()) {
                keys.remove();
            }
        }
    }

    synchronized int size() {
        return announcements;
    }
}
