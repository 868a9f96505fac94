package community.kith.node.steward;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.right.Right;
import community.kith.node.exchange.Deputy;
import community.kith.node.exchange.Fetched;
import community.kith.node.exchange.Proven;
import community.kith.store.blob.Challenge;
import community.kith.store.care.ListedStripe;
import community.kith.store.care.StripeList;
import community.kith.store.care.Tokens;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Asks holders for proofs whose answers the owner wrote down. A right's term has as many seasons as there are
/// questions about each shard; each shard's turn in a season follows from its name, so they are spread evenly. Where
/// there are no answers, whole shards are fetched and checked against their names, one at a time.
final class Asking {
    /// Seasons of a right whose list has no answers.
    private static final int SEASONS = 12;

    private static final int PER_LOOK = 64;
    private static final int TURNS = 1 << 16;
    /// What is remembered of one season; more than a list has.
    private static final int REMEMBERED = 1 << 20;

    private final Set<Asked> asked = new HashSet<>();
    private final SortedSet<Missing> missing = new TreeSet<>();
    private long season = -1;

    private record Asked(Cid shard, PeerId holder) {}

    /// That a holder could not prove that it has a shard.
    record Missing(Cid shard, PeerId holder) implements Comparable<Missing> {
        @Override
        public int compareTo(Missing other) {
            return shard.equals(other.shard) ? holder.compareTo(other.holder) : shard.compareTo(other.shard);
        }
    }

    /// Asks what is due.
    ///
    /// @return what was found missing this season
    Set<Missing> ask(Right right, Deputy deputy, StripeList list, Whereabouts where, Instant now) {
        int seasons =
                list.stripes().stream().mapToInt(ListedStripe::questions).max().orElse(0);
        boolean whole = seasons == 0;
        Duration length = Duration.between(
                        right.terms().term().issued(), right.terms().term().expires())
                .dividedBy(whole ? SEASONS : seasons);
        Duration since = Duration.between(right.terms().term().issued(), now);
        begin(Math.max(0, since.dividedBy(length)));
        long turn = since.minus(length.multipliedBy(season)).toMillis() * TURNS / Math.max(1, length.toMillis());
        int left = whole ? 1 : PER_LOOK;
        for (ListedStripe listed : list.stripes()) {
            for (Due due : due(listed, where, turn)) {
                if (left-- <= 0) {
                    return Set.copyOf(missing);
                }
                asked.add(new Asked(due.shard, due.holder));
                if (!proves(deputy, list.tokens(), listed, due)) {
                    missing.add(new Missing(due.shard, due.holder));
                }
            }
        }
        return Set.copyOf(missing);
    }

    /// A shard that a holder is asked about.
    private record Due(int row, Cid shard, PeerId holder) {}

    private void begin(long now) {
        if (now != season || asked.size() > REMEMBERED) {
            season = now;
            asked.clear();
            missing.clear();
        }
    }

    private List<Due> due(ListedStripe listed, Whereabouts where, long turn) {
        List<Due> due = new ArrayList<>();
        Stripe stripe = listed.stripe();
        for (int row = 0; row < (stripe.k() == 1 ? 1 : stripe.n()); row++) {
            Cid shard = stripe.shards().get(row);
            for (PeerId holder : where.others(shard)) {
                if (turnOf(shard) <= turn && !asked.contains(new Asked(shard, holder))) {
                    due.add(new Due(row, shard, holder));
                }
            }
        }
        return due;
    }

    private static int turnOf(Cid shard) {
        byte[] digest = shard.digest();
        return (digest[0] & 0xff) << 8 | (digest[1] & 0xff);
    }

    /// Whoever does not answer is not accused.
    private boolean proves(Deputy deputy, Tokens tokens, ListedStripe listed, Due due) {
        try {
            return season < listed.questions()
                    ? answers(deputy, tokens, listed, due)
                    : deputy.get(
                                    due.holder,
                                    due.shard,
                                    new byte[listed.stripe().shardBytes()],
                                    0,
                                    listed.stripe().shardBytes())
                            instanceof Fetched.Found;
        } catch (ProtocolException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private boolean answers(Deputy deputy, Tokens tokens, ListedStripe listed, Due due) throws IOException {
        int sizeBytes = listed.stripe().shardBytes();
        Challenge challenge = tokens.challenge(due.shard, sizeBytes, (int) season);
        return switch (deputy.prove(due.holder, due.shard, challenge)) {
            case Proven.Shown shown -> shown.is(sizeBytes, listed.answer(due.row, (int) season));
            case Proven.Missing missed -> false;
            case Proven.Refused refused -> true;
        };
    }
}
