package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The records this node put, put again in time, and those of others.
final class Values {
    private static final int MAX_PUT = 1_000;
    private static final int REPEATS_A_TICK = 50;
    private static final int QUORUM = 5;
    private static final int CORRECTIONS = 4;

    private final List<Member> members;
    private final Validators validators;
    private final RecordStore kept;
    private final Timing timing;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Repeats<Entry> ours = new Repeats<>(MAX_PUT);

    Values(
            List<Member> members,
            Validators validators,
            RecordStore kept,
            Timing timing,
            InstantSource clock,
            RandomGenerator random) {
        this.members = members;
        this.validators = validators;
        this.kept = kept;
        this.timing = timing;
        this.clock = clock;
        this.random = random;
    }

    int put(byte[] key, byte[] value) throws IOException {
        validators.validate(key, value);
        Instant now = clock.instant();
        Entry entry = new Entry(key.clone(), value.clone());
        if (!Arrays.equals(kept.offer(entry, now).value(), value)) {
            throw new ProtocolException("a better value is known already");
        }
        if (!ours.remember(Key.of(key), entry, timing.again(now, random))) {
            throw new IOException("already keeps up " + MAX_PUT + " records");
        }
        return spread(entry);
    }

    private int spread(Entry entry) throws InterruptedIOException {
        int took = 0;
        for (Member member : members) {
            took += member.put(member.closest(entry.key()), entry);
        }
        return took;
    }

    void unput(byte[] key) {
        ours.forget(Key.of(key));
    }

    /// Puts again what is due, or the better value that came meanwhile.
    void repeat(Instant now) throws IOException {
        for (Entry entry : ours.due(now, REPEATS_A_TICK)) {
            ours.postpone(Key.of(entry.key()), timing.again(now, random));
            spread(kept.offer(entry, now));
        }
    }

    Optional<byte[]> get(byte[] key) throws IOException {
        Optional<Entry> best = kept.get(key, clock.instant());
        for (Member member : members) {
            Tally tally = new Tally(key, validators, QUORUM);
            best.ifPresent(tally::own);
            member.search(Message.of(Message.Type.GET_VALUE, key), (from, answer) -> tally.take(from, answer.record()));
            best = tally.best();
            if (best.isPresent()) {
                correct(member, tally, best.get());
            }
        }
        return best.map(entry -> entry.value().clone());
    }

    /// Tells all that have a worse value, and a few of the nearest that have none.
    private static void correct(Member member, Tally tally, Entry best) throws InterruptedIOException {
        List<PeerId> wrong = new ArrayList<>(tally.outdated());
        tally.without().reversed().stream().limit(CORRECTIONS).forEach(wrong::add);
        member.put(wrong, best);
    }
}
