package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The peers a node knows, many of them near and few of them far: a bucket for each number of leading bits shared with
/// it. Only peers that serve belong here, and only after they answered or called themselves.
///
/// Who has been there longest stays, as it is the likeliest to stay on: a newcomer to a full bucket waits in reserve
/// until somebody fails. How many peers of one network may be in a bucket is bounded. A decider: no clock, no network.
/// Used by one thread, or under its user's lock.
public final class RoutingTable {
    private final Contact self;
    private final TableLimits limits;
    private final SequencedMap<Integer, Bucket> buckets = new TreeMap<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private final Map<Integer, Instant> searched = new HashMap<>();
    private int size;

    /// What became of a peer that was seen.
    public enum Seen {
        ADDED,
        /// It was there already.
        REFRESHED,
        /// The bucket is full: it waits in reserve.
        SPARED,
        /// Too many of its network are there already, or it is this node itself.
        REFUSED
    }

    public RoutingTable(PeerId self, TableLimits limits) {
        this.self = Contact.of(self);
        this.limits = limits;
    }

    /// A server was heard from. `group` names the network that its address is in, empty where that is no matter.
    public Seen seen(Contact contact, String group, Instant now) {
        if (contact.key().equals(self.key())) {
            return Seen.REFUSED;
        }
        Bucket bucket = buckets.computeIfAbsent(bucketOf(contact.key()), distance -> new Bucket());
        Optional<Bucket.Entry> known = bucket.find(contact.peer());
        if (known.isPresent()) {
            bucket.touch(known.get(), now);
            return Seen.REFRESHED;
        }
        if (!admits(bucket, group)) {
            return Seen.REFUSED;
        }
        Bucket.Entry entry = new Bucket.Entry(contact, group, now);
        if (bucket.entries().size() >= limits.bucket()) {
            bucket.spare(entry, limits.spares());
            return Seen.SPARED;
        }
        bucket.spares().removeIf(spare -> spare.contact.equals(contact));
        add(bucket, entry);
        return Seen.ADDED;
    }

    private boolean admits(Bucket bucket, String group) {
        return group.isEmpty()
                || (bucket.ofGroup(group) < limits.groupInBucket()
                        && groups.getOrDefault(group, 0) < limits.groupInTable());
    }

    private void add(Bucket bucket, Bucket.Entry entry) {
        bucket.entries().add(entry);
        size++;
        if (!entry.group.isEmpty()) {
            groups.merge(entry.group, 1, Integer::sum);
        }
    }

    /// A peer did not answer: it makes room for one in reserve, or goes when it failed too often. True when it went.
    public boolean failed(PeerId peer) {
        Bucket bucket = bucketWith(peer);
        Optional<Bucket.Entry> known = bucket.find(peer);
        bucket.spares().removeIf(spare -> spare.contact.peer().equals(peer));
        if (known.isEmpty()) {
            return false;
        }
        Bucket.Entry entry = known.get();
        entry.strikes++;
        if (entry.strikes < limits.strikes() && bucket.spares().isEmpty()) {
            return false;
        }
        remove(bucket, entry);
        return true;
    }

    /// A peer does not serve any more.
    public void remove(PeerId peer) {
        Bucket bucket = bucketWith(peer);
        bucket.spares().removeIf(spare -> spare.contact.peer().equals(peer));
        bucket.find(peer).ifPresent(entry -> remove(bucket, entry));
    }

    private Bucket bucketWith(PeerId peer) {
        return Optional.ofNullable(buckets.get(bucketOf(Key.of(peer)))).orElseGet(Bucket::new);
    }

    private void remove(Bucket bucket, Bucket.Entry entry) {
        bucket.entries().remove(entry);
        size--;
        groups.computeIfPresent(entry.group, (group, count) -> count == 1 ? null : count - 1);
        // The spare seen last is the likeliest to live still.
        for (Bucket.Entry spare : List.copyOf(bucket.spares()).reversed()) {
            if (admits(bucket, spare.group)) {
                bucket.spares().remove(spare);
                add(bucket, spare);
                return;
            }
        }
    }

    /// The peers nearest to `target`, nearest first, at most so many.
    public List<Contact> closest(Key target, int most) {
        List<Contact> nearest = new ArrayList<>(2 * most);
        int shared = bucketOf(target);
        // Peers that share as many bits with us as the target does are nearer to it than those that share more, and
        // those are all nearer than any that share fewer.
        addSorted(nearest, bucket(shared), target);
        if (nearest.size() < most) {
            List<Bucket.Entry> closer = new ArrayList<>();
            buckets.forEach((bits, bucket) -> {
                if (bits > shared) {
                    closer.addAll(bucket.entries());
                }
            });
            addSorted(nearest, closer, target);
        }
        for (int bits = shared - 1; bits >= 0 && nearest.size() < most; bits--) {
            addSorted(nearest, bucket(bits), target);
        }
        return List.copyOf(nearest.subList(0, Math.min(most, nearest.size())));
    }

    private List<Bucket.Entry> bucket(int bits) {
        Bucket bucket = buckets.get(bits);
        return bucket == null ? List.of() : bucket.entries();
    }

    private static void addSorted(List<Contact> to, List<Bucket.Entry> entries, Key target) {
        entries.stream()
                .map(entry -> entry.contact)
                .sorted(Contact.nearest(target))
                .forEach(to::add);
    }

    /// Whether the peer is in a bucket, not only in reserve.
    public boolean contains(PeerId peer) {
        return bucketWith(peer).find(peer).isPresent();
    }

    /// How many peers are in the buckets.
    public int size() {
        return size;
    }

    /// Every peer, the farthest bucket first.
    public List<Contact> all() {
        List<Contact> all = new ArrayList<>(size);
        buckets.values().forEach(bucket -> bucket.entries().forEach(entry -> all.add(entry.contact)));
        return all;
    }

    /// Peers not heard from for `quiet`, the longest silent first: they are to be pinged.
    public List<Contact> silent(Instant now, Duration quiet, int most) {
        return buckets.values().stream()
                .flatMap(bucket -> bucket.entries().stream())
                .filter(entry -> !entry.seen.plus(quiet).isAfter(now))
                .sorted(Comparator.comparing((Bucket.Entry entry) -> entry.seen)
                        .thenComparing(entry -> entry.contact.key()))
                .limit(most)
                .map(entry -> entry.contact)
                .toList();
    }

    /// A lookup for `target` was made, so that its bucket needs no refresh for a while.
    public void searched(Key target, Instant now) {
        searched.put(bucketOf(target), now);
    }

    /// How many leading bits of our own the targets share that have not been searched for `every`: from none up to the
    /// nearest bucket with anybody in it, and `mostBits` at most; the longest unsearched first.
    public List<Integer> unsearched(Instant now, Duration every, int mostBits) {
        int nearest = buckets.entrySet().stream()
                .filter(bucket -> !bucket.getValue().entries().isEmpty())
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElse(-1);
        List<Integer> due = new ArrayList<>();
        for (int bits = 0; bits <= Math.min(nearest, mostBits); bits++) {
            if (!searched.getOrDefault(bits, Instant.MIN).isAfter(now.minus(every))) {
                due.add(bits);
            }
        }
        due.sort(Comparator.comparing(bits -> searched.getOrDefault(bits, Instant.MIN)));
        return due;
    }

    private int bucketOf(Key key) {
        return Math.min(self.key().sharedBits(key), Key.BITS - 1);
    }
}
