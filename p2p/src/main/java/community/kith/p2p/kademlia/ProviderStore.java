package community.kith.p2p.kademlia;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who said to provide what. Bounded: when it is full, whoever provides the most gives up what is farthest from this
/// node, since others are nearer to that; so nobody displaces those who provide little. Thread-safe: every method holds
/// the monitor.
final class ProviderStore {
    private final Key self;
    private final StoreLimits limits;
    /// By distance from this node; for each key its providers, the one heard from longest ago first.
    private final NavigableMap<Key, SequencedMap<PeerId, Instant>> byDistance = new TreeMap<>();
    private final Map<PeerId, Provider> providers = new HashMap<>();
    /// The same providers, whoever provides the most last.
    private final NavigableSet<Provider> byShare =
            new TreeSet<>(Comparator.comparingInt(Provider::share).thenComparing(Provider::peer));
    private int announcements;

    /// What is known of a provider, whatever it provides.
    private static final class Provider {
        private final PeerId peer;
        private final NavigableSet<Key> distances = new TreeSet<>();
        private List<Multiaddr> addresses = List.of();
        private Instant told = Instant.MIN;

        Provider(PeerId peer) {
            this.peer = peer;
        }

        PeerId peer() {
            return peer;
        }

        int share() {
            return distances.size();
        }
    }

    ProviderStore(Key self, StoreLimits limits) {
        this.self = self;
        this.limits = limits;
    }

    /// Notes that the peer provides the key; false when there is no room for that.
    synchronized boolean add(Key key, PeerId peer, List<Multiaddr> addresses, Instant now) {
        Key distance = key.distance(self);
        Provider provider = Optional.ofNullable(providers.get(peer)).orElseGet(() -> new Provider(peer));
        if (!provider.distances.contains(distance)) {
            if (provider.share() >= limits.announcementsPerPeer()) {
                return false;
            }
            byShare.remove(provider);
            provider.distances.add(distance);
            byShare.add(provider);
            providers.put(peer, provider);
            announcements++;
        }
        byDistance.computeIfAbsent(distance, any -> new LinkedHashMap<>(4)).putLast(peer, now);
        provider.addresses = List.copyOf(addresses);
        provider.told = now;
        while (announcements > limits.announcements()) {
            Provider greatest = byShare.last();
            remove(greatest, greatest.distances.last());
        }
        return provider.distances.contains(distance);
    }

    private void remove(Provider provider, Key distance) {
        byShare.remove(provider);
        provider.distances.remove(distance);
        announcements--;
        if (provider.distances.isEmpty()) {
            providers.remove(provider.peer);
        } else {
            byShare.add(provider);
        }
        byDistance.computeIfPresent(distance, (any, known) -> {
            known.remove(provider.peer);
            return known.isEmpty() ? null : known;
        });
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
        record Old(Provider provider, Key distance) {}
        List<Old> old = new ArrayList<>();
        byDistance.forEach((distance, known) -> known.forEach((peer, since) -> {
            Provider provider = providers.get(peer);
            if (provider != null && !since.plus(limits.expiry()).isAfter(now)) {
                old.add(new Old(provider, distance));
            }
        }));
        old.forEach(one -> remove(one.provider(), one.distance()));
    }

    synchronized int size() {
        return announcements;
    }
}
