package community.kith.p2p.kademlia;

import community.kith.base.name.Cid;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/// What this node provides, said again in time, and what others provide.
final class Announcements {
    private static final int MAX_PROVIDED = 100_000;
    private static final int MAX_FOUND = 256;
    private static final int REPEATS_A_TICK = 50;
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final Host host;
    private final List<Member> members;
    private final ProviderStore kept;
    private final Timing timing;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Repeats<Cid> ours = new Repeats<>(MAX_PROVIDED);

    Announcements(
            Host host,
            List<Member> members,
            ProviderStore kept,
            Timing timing,
            InstantSource clock,
            RandomGenerator random) {
        this.host = host;
        this.members = members;
        this.kept = kept;
        this.timing = timing;
        this.clock = clock;
        this.random = random;
    }

    int provide(Cid cid) throws IOException {
        Instant now = clock.instant();
        if (!ours.remember(keyOf(cid), cid, now.plus(RETRY))) {
            throw new IOException("already provides " + MAX_PROVIDED + " CIDs");
        }
        byte[] key = cid.hash().bytes();
        int told = 0;
        for (Member member : members) {
            told += member.announce(member.closest(key), key);
        }
        if (told > 0) {
            ours.postpone(keyOf(cid), timing.again(now, random));
        }
        return told;
    }

    void unprovide(Cid cid) {
        ours.forget(keyOf(cid));
    }

    void repeat(Instant now) throws IOException {
        for (Cid cid : ours.due(now, REPEATS_A_TICK)) {
            provide(cid);
        }
    }

    List<Told> find(Cid cid, int enough) throws IOException {
        SequencedMap<PeerId, Told> found = new LinkedHashMap<>();
        int wanted = Math.min(enough, MAX_FOUND);
        take(kept.of(keyOf(cid), clock.instant(), wanted), found);
        Message question = Message.of(Message.Type.GET_PROVIDERS, cid.hash().bytes());
        for (Member member : members) {
            if (found.size() < wanted) {
                member.search(question, (from, answer) -> {
                    take(
                            answer.providers().stream()
                                    .map(told -> member.neighborhood().heard(told, from))
                                    .toList(),
                            found);
                    return found.size() >= wanted;
                });
                found.values().forEach(member.neighborhood()::learn);
            }
        }
        return found.values().stream()
                .limit(wanted)
                .map(told -> told.addresses().isEmpty() ? new Told(told.peer(), addressesOf(told.peer())) : told)
                .toList();
    }

    /// Takes those not seen yet, and those that come with addresses now.
    private void take(List<Told> heard, SequencedMap<PeerId, Told> found) {
        for (Told told : heard) {
            boolean news = !found.containsKey(told.peer()) && found.size() < MAX_FOUND;
            boolean better = found.containsKey(told.peer()) && !told.addresses().isEmpty();
            if (!told.peer().equals(host.id()) && (news || better)) {
                found.put(told.peer(), told);
            }
        }
    }

    private List<Multiaddr> addressesOf(PeerId peer) {
        return host.addressesOf(peer).stream().map(Multiaddr::withoutPeer).toList();
    }

    private static Key keyOf(Cid cid) {
        return Key.of(cid.hash().bytes());
    }
}
