package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Where peers may be found: at most so many peers, each with at most so many addresses; the least recently used go.
///
/// Thread-safe: every method holds the book's monitor.
public final class AddressBook {
    private static final int MAX_ADDRESSES = 16;

    private final int maxPeers;
    private final SequencedMap<PeerId, List<Multiaddr>> pages = new LinkedHashMap<>(16, 0.75f, true);

    /// An empty book with room for `maxPeers`.
    public AddressBook(int maxPeers) {
        this.maxPeers = maxPeers;
    }

    /// Puts addresses at the front of the peer's page; those that name another peer are left out.
    public synchronized void learn(PeerId peer, Collection<Multiaddr> addresses) {
        List<Multiaddr> fresh = addresses.stream()
                .filter(address -> address.peerId().map(peer::equals).orElse(true))
                .map(address -> address.withoutPeer().withPeer(peer))
                .distinct()
                .limit(MAX_ADDRESSES)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        List<Multiaddr> page = new ArrayList<>(fresh);
        for (Multiaddr known : pages.getOrDefault(peer, List.of())) {
            if (page.size() < MAX_ADDRESSES && !page.contains(known)) {
                page.add(known);
            }
        }
        pages.put(peer, List.copyOf(page));
        while (pages.size() > maxPeers) {
            pages.pollFirstEntry();
        }
    }

    /// The peer's addresses, each ending in `/p2p/ID`, the latest learned first; empty when nothing is known.
    public synchronized List<Multiaddr> addressesOf(PeerId peer) {
        return pages.getOrDefault(peer, List.of());
    }

    /// Every page, the least recently used first.
    public synchronized Map<PeerId, List<Multiaddr>> all() {
        return new LinkedHashMap<>(pages);
    }
}
