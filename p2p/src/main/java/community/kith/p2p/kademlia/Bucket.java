package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The peers at one distance: the least recently seen first, and a few in reserve for when one of them goes.
final class Bucket {
    private final List<Entry> entries = new ArrayList<>(4);
    private final List<Entry> spares = new ArrayList<>(0);

    /// A peer of the table; `group` is the network it is in, empty when that does not matter.
    static final class Entry {
        final Contact contact;
        final String group;
        Instant seen;
        int strikes;

        Entry(Contact contact, String group, Instant seen) {
            this.contact = contact;
            this.group = group;
            this.seen = seen;
        }
    }

    List<Entry> entries() {
        return entries;
    }

    List<Entry> spares() {
        return spares;
    }

    Optional<Entry> find(PeerId peer) {
        for (Entry entry : entries) {
            if (entry.contact.peer().equals(peer)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    void touch(Entry entry, Instant now) {
        entry.seen = now;
        entry.strikes = 0;
        entries.remove(entry);
        entries.add(entry);
    }

    /// Keeps the newest `most` spares; none twice.
    void spare(Entry entry, int most) {
        spares.removeIf(other -> other.contact.peer().equals(entry.contact.peer()));
        spares.add(entry);
        if (spares.size() > most) {
            spares.removeFirst();
        }
    }

    int ofGroup(String group) {
        int count = 0;
        for (Entry entry : entries) {
            if (entry.group.equals(group)) {
                count++;
            }
        }
        return count;
    }
}
