package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.reach.Reach;
import community.kith.community.right.Conditions;
import community.kith.community.right.Coverage;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.community.right.RightTerms;
import community.kith.community.right.Term;
import community.kith.node.api.Steward;
import community.kith.node.exchange.Fetched;
import community.kith.node.exchange.Placed;
import community.kith.node.exchange.ShardClient;
import community.kith.node.ledger.Audience;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.store.care.StripeList;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Chooses who looks after my stripes when I am away, and gives each what that takes: a list, and a right that cannot
/// read. They are given anew when stripes or placements have changed, though not more often than hourly.
final class Stewards {
    private static final Duration TERM = Duration.ofDays(365);
    /// A right is given anew when less than this is left of it.
    private static final Duration RENEWED = Duration.ofDays(180);
    /// Changes are collected for so long.
    private static final Duration COLLECTED = Duration.ofHours(1);
    /// Who has been away for longer is a steward no more.
    private static final Duration PATIENCE = Duration.ofDays(30);

    private static final Duration LEAVING = Duration.ofDays(7);

    private static final int RANGES_PER_TICK = 4;
    private static final int TAKEN_BACK_PER_TICK = 64;

    private final Me me;
    private final Circle circle;
    private final Stripes stripes;
    private final StewardBook book;
    private final ListMaker lists;
    private final ShardClient client;
    private final InstantSource clock;
    private final int wanted;
    private long next;

    /// @param wanted how many; 0 for none
    Stewards(Circle circle, Books books, ListMaker lists, ShardClient client, InstantSource clock, int wanted) {
        this.me = circle.me();
        this.circle = circle;
        this.stripes = books.stripes;
        this.book = books.book;
        this.lists = lists;
        this.client = client;
        this.clock = clock;
        this.wanted = wanted;
    }

    /// What there is to look after, and who does.
    record Books(Stripes stripes, StewardBook book) {}

    /// Chooses, takes back from those who were chosen before, and gives what is due of some stripes.
    void tick() throws IOException {
        Instant now = clock.instant();
        book.stays(now.minus(LEAVING));
        choose(now);
        List<StewardBook.Chosen> chosen = book.stewards();
        takeBack(chosen);
        long last = stripes.last() / Bundle.KEYS;
        for (int i = 0; i < RANGES_PER_TICK && !chosen.isEmpty(); i++) {
            next = next > last ? 0 : next;
            give(next, chosen, now);
            next++;
            if (next > last) {
                break;
            }
        }
    }

    /// Those chosen, in the order in which they repair.
    List<Steward> all() throws IOException {
        List<Steward> all = new ArrayList<>();
        for (StewardBook.Chosen steward : book.stewards()) {
            long known = 0;
            for (StewardBook.Given given : book.given(steward.peer())) {
                known += given.stripes();
            }
            String name = circle.device(steward.peer())
                    .map(Acquaintance::name)
                    .orElse(steward.did().toString());
            all.add(new Steward(
                    steward.did(), name, all.size(), known, steward.since(), circle.isOnline(steward.peer())));
        }
        return List.copyOf(all);
    }

    boolean isOne(Did did) throws IOException {
        return book.stewards().stream().anyMatch(one -> one.did().equals(did));
    }

    /// Who was chosen stays as long as they come; then those who are most often here, and of these the oldest bonds.
    private void choose(Instant now) throws IOException {
        List<StewardBook.Chosen> chosen = new ArrayList<>(book.stewards());
        List<PeerId> leaving = book.leaving();
        for (StewardBook.Chosen steward : List.copyOf(chosen)) {
            if (chosen.indexOf(steward) >= wanted
                    || leaving.contains(steward.peer())
                    || !circle.isTrusted(steward.peer(), PATIENCE, now)) {
                book.dismiss(steward.peer());
                chosen.remove(steward);
            }
        }
        if (chosen.size() >= wanted || stripes.last() == 0) {
            return;
        }
        List<Rated> rated = new ArrayList<>();
        for (Acquaintance who : circle.people()) {
            boolean already = chosen.stream().anyMatch(one -> one.did().equals(who.did()));
            boolean mayBe = !leaving.contains(who.peer()) && !who.did().equals(me.did()) && who.pledgedToMe() > 0;
            if (mayBe && !already && circle.isOnline(who.peer())) {
                rated.add(new Rated(who, circle.candidate(who).availability()));
            }
        }
        rated.sort(Comparator.comparingDouble((Rated one) -> -one.availability)
                .thenComparing(one -> one.who.bond().formed())
                .thenComparing(one -> one.who.did()));
        int order = 0;
        for (Rated one : rated.subList(0, Math.min(wanted - chosen.size(), rated.size()))) {
            book.choose(new StewardBook.Chosen(one.who.peer(), one.who.did(), now.plusMillis(order++)));
        }
    }

    private record Rated(Acquaintance who, double availability) {}

    private void takeBack(List<StewardBook.Chosen> chosen) throws IOException {
        for (PeerId grantee : book.grantees()) {
            boolean still = chosen.stream().anyMatch(one -> one.peer().equals(grantee));
            if (!still && circle.isOnline(grantee)) {
                for (StewardBook.Given given :
                        book.given(grantee).stream().limit(TAKEN_BACK_PER_TICK).toList()) {
                    takeBack(given);
                }
            } else if (!still && circle.device(grantee).isEmpty()) {
                book.given(grantee).forEach(this::forget);
            }
        }
    }

    private void forget(StewardBook.Given given) {
        try {
            book.takenBack(given);
        } catch (IOException e) {
            debug("could not forget a right that was given: " + e.getMessage());
        }
    }

    private void takeBack(StewardBook.Given given) {
        try {
            client.withdraw(given.steward(), given.right());
            book.takenBack(given);
        } catch (IOException e) {
            debug("could not take a right back: " + e.getMessage());
        }
    }

    private void give(long range, List<StewardBook.Chosen> chosen, Instant now) throws IOException {
        long from = range * Bundle.KEYS;
        List<StoredStripe> some = stripes.entrustable(from, from + Bundle.KEYS).stream()
                .filter(stripe -> stripe.audience().owner().equals(me.did()))
                .toList();
        List<Bundle> bundles = Bundle.of(range, some, stripes.placements(from, from + Bundle.KEYS));
        for (int turn = 0; turn < chosen.size(); turn++) {
            PeerId steward = chosen.get(turn).peer();
            if (!circle.isOnline(steward)) {
                continue;
            }
            for (Bundle bundle : bundles) {
                give(chosen.get(turn), turn, bundle, now);
            }
            for (StewardBook.Given given : book.given(steward)) {
                boolean ours = given.bundle().startsWith(Bundle.prefix(range));
                if (ours && bundles.stream().noneMatch(one -> one.name().equals(given.bundle()))) {
                    takeBack(given);
                }
            }
        }
    }

    private void give(StewardBook.Chosen steward, int turn, Bundle bundle, Instant now) throws IOException {
        Optional<StewardBook.Given> before = book.given(steward.peer(), bundle.name());
        String print = bundle.print(turn);
        if (before.isPresent() && !isDue(before.get(), print, now)) {
            return;
        }
        try {
            StripeList list = lists.make(bundle, turn, before.flatMap(this::fetch));
            byte[] blob = list.bytes();
            Right right = Right.give(me.key(), terms(steward, bundle, list, blob, now));
            book.draft(steward.peer(), bundle.name(), Cid.ofRaw(blob));
            if (bring(steward, blob)) {
                client.entrust(steward.peer(), right);
                book.give(
                        new StewardBook.Given(
                                steward.peer(),
                                bundle.name(),
                                print,
                                bundle.stripes().size(),
                                blob.length,
                                right,
                                now),
                        before);
                before.ifPresent(this::withdraw);
            } else {
                book.abandon(steward.peer(), bundle.name());
            }
        } catch (IOException e) {
            debug("could not entrust " + steward.did() + ": " + e.getMessage());
        }
    }

    private boolean bring(StewardBook.Chosen steward, byte[] list) throws IOException {
        Audience audience = new Audience(me.did(), Reach.INVITED, new TreeSet<>(List.of(steward.did())));
        Placed placed = client.put(steward.peer(), Cid.ofRaw(list), list, 0, list.length, audience);
        if (placed instanceof Placed.Refused no) {
            debug(steward.did() + " does not take a list: " + no.refusal());
            return false;
        }
        return true;
    }

    private static boolean isDue(StewardBook.Given before, String print, Instant now) {
        boolean changed = !before.print().equals(print);
        return (changed && !now.isBefore(before.at().plus(COLLECTED)))
                || before.right().terms().term().expires().isBefore(now.plus(RENEWED));
    }

    private RightTerms terms(StewardBook.Chosen steward, Bundle bundle, StripeList list, byte[] blob, Instant now)
            throws IOException {
        return new RightTerms(
                me.device().delegation(),
                steward.did(),
                Deed.REPAIR,
                new Coverage(Cid.ofRaw(blob), list.tree().root(), stripes.shardBytes()),
                new Conditions(
                        bundle.audience().reach(),
                        bundle.availability(),
                        bundle.audience().named()),
                new Term(now, now.plus(TERM)));
    }

    private Optional<StripeList> fetch(StewardBook.Given given) {
        byte[] blob = new byte[StripeList.MAX_BYTES];
        try {
            Fetched fetched = client.get(given.steward(), given.list(), blob, 0, blob.length);
            return fetched instanceof Fetched.Found found
                    ? Optional.of(StripeList.parse(Arrays.copyOf(blob, found.lengthBytes())))
                    : Optional.empty();
        } catch (IOException e) {
            debug("could not fetch a list back: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void withdraw(StewardBook.Given old) {
        try {
            client.withdraw(old.steward(), old.right());
        } catch (IOException e) {
            debug("could not take a right back: " + e.getMessage());
        }
    }

    private static void debug(String what) {
        System.getLogger(Stewards.class.getName()).log(System.Logger.Level.DEBUG, what);
    }
}
