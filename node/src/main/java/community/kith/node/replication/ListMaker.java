package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.people.Acquaintance;
import community.kith.store.blob.Challenge;
import community.kith.store.care.ListedHolder;
import community.kith.store.care.ListedStripe;
import community.kith.store.care.StripeList;
import community.kith.store.care.Tokens;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes the list that a steward gets: stripes, who has them and who may, and questions whose answers I know.
final class ListMaker {
    /// About each shard; a right has as many seasons.
    private static final int QUESTIONS = 8;

    private final Circle circle;
    private final Ranges ranges;
    private final Supplier<List<Multiaddr>> myAddresses;
    private final RandomGenerator entropy;

    ListMaker(Circle circle, Ranges ranges, Supplier<List<Multiaddr>> myAddresses, RandomGenerator entropy) {
        this.circle = circle;
        this.ranges = ranges;
        this.myAddresses = myAddresses;
        this.entropy = entropy;
    }

    /// @param before what the steward had: what was answered then need not be read again
    StripeList make(Bundle bundle, int turn, Optional<StripeList> before) throws IOException {
        Tokens tokens = before.map(StripeList::tokens).orElseGet(this::newTokens);
        Map<Cid, ListedStripe> known = new HashMap<>();
        before.ifPresent(list ->
                list.stripes().forEach(listed -> known.put(listed.stripe().id(), listed)));
        List<ListedHolder> holders = holders(bundle);
        Map<PeerId, Integer> places = new HashMap<>();
        for (int i = 0; i < holders.size(); i++) {
            places.put(holders.get(i).device(), i);
        }
        List<ListedStripe> listed = new ArrayList<>();
        for (StoredStripe stripe : bundle.stripes()) {
            List<ListedStripe.Seat> seats = bundle.placements(stripe).stream()
                    .flatMap(row -> Optional.ofNullable(places.get(row.holder())).stream()
                            .map(place -> new ListedStripe.Seat(row.row(), place)))
                    .toList();
            ListedStripe then = known.get(stripe.stripe().id());
            byte[] answers = then != null && then.questions() > 0 ? then.answers() : answers(tokens, stripe.stripe());
            listed.add(new ListedStripe(stripe.stripe(), seats, answers));
        }
        return new StripeList(turn, tokens, holders, listed);
    }

    private Tokens newTokens() {
        byte[] seed = new byte[Tokens.SEED_BYTES];
        entropy.nextBytes(seed);
        return new Tokens(seed);
    }

    /// None when the data is not here.
    private byte[] answers(Tokens tokens, Stripe stripe) throws IOException {
        int blobs = stripe.k() == 1 ? 1 : stripe.n();
        byte[] answers = new byte[blobs * QUESTIONS * Tokens.BYTES];
        for (int row = 0; row < blobs; row++) {
            for (int number = 0; number < QUESTIONS; number++) {
                Challenge challenge = tokens.challenge(stripe.shards().get(row), stripe.shardBytes(), number);
                Optional<byte[]> answer = ranges.answer(stripe, row, challenge);
                if (answer.isEmpty()) {
                    return new byte[0];
                }
                int at = (row * QUESTIONS + number) * Tokens.BYTES;
                System.arraycopy(Tokens.of(answer.get()), 0, answers, at, Tokens.BYTES);
            }
        }
        return answers;
    }

    /// Me first, then those who may hold what the bundle has, as far as they fit.
    private List<ListedHolder> holders(Bundle bundle) throws IOException {
        List<ListedHolder> holders = new ArrayList<>();
        holders.add(holder(circle.me().did(), circle.me().peer(), myAddresses.get()));
        for (Acquaintance who : circle.eligible(bundle.availability())) {
            if (holders.size() < StripeList.MAX_HOLDERS) {
                holders.add(holder(who.did(), who.peer(), who.addresses()));
            }
        }
        return holders;
    }

    private static ListedHolder holder(Did did, PeerId peer, List<Multiaddr> addresses) {
        return new ListedHolder(
                did,
                peer,
                addresses.stream()
                        .filter(each -> each.bytes().length <= 256)
                        .limit(ListedHolder.MAX_ADDRESSES)
                        .toList());
    }
}
