package community.kith.bench.authority;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.authority.Act;
import community.kith.community.authority.Authority;
import community.kith.community.authority.Content;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.BondProposal;
import community.kith.community.trust.BondTerms;
import community.kith.community.trust.Party;
import community.kith.community.trust.TrustGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/// Questions of a village, half of them answered with no: some people, each with some bonds, and content of one of them
/// for each reach. One thread.
///
/// `RightsRate [PEOPLE] [BONDS]` prints one line of JSON.
public final class RightsRate {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final int WARM = 6_000;
    private static final int ASKED = 6_000;

    private RightsRate() {}

    private record Villager(SigningKey key, Device device) {}

    public static void main(String... args) {
        int people = args.length > 0 ? Integer.parseInt(args[0]) : 150;
        int bonds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        Random random = new Random(1);
        List<Villager> village = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            village.add(villager(i, random));
        }
        TrustGraph graph = new TrustGraph(bonds(village, bonds, random));
        StringBuilder out = new StringBuilder("{\"people\":" + people);
        for (Reach reach : List.of(Reach.PRIVATE, Reach.INVITED, Reach.LOCAL, Reach.NEIGHBORHOOD, Reach.BIOREGIONAL)) {
            Content content = new Content(
                    "film",
                    village.getFirst().device().did(),
                    reach,
                    Availability.BONDED,
                    new TreeSet<>(List.of(village.get(1).device().did())),
                    List.of());
            out.append(measured(reach.label(), graph, content, village, random));
        }
        System.out.println(out.append('}'));
    }

    private static String measured(
            String name, TrustGraph graph, Content content, List<Villager> village, Random random) {
        Authority authority = new Authority(graph);
        long[] nanos = new long[ASKED];
        int allowed = 0;
        long start = 0;
        for (int i = -WARM; i < ASKED; i++) {
            Did who = village.get(random.nextInt(village.size())).device().did();
            if (i == 0) {
                start = System.nanoTime();
                allowed = 0;
            }
            long before = System.nanoTime();
            allowed += authority.may(who, Act.READ, content, NOW).isAllowed() ? 1 : 0;
            nanos[Math.max(0, i)] = System.nanoTime() - before;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                ",\"%s\":%.0f,\"%s.p99\":%.1f,\"%s.allowed\":%.2f",
                name,
                ASKED / seconds,
                name,
                nanos[ASKED * 99 / 100] / 1e3,
                name,
                (double) allowed / ASKED);
    }

    private static List<Bond> bonds(List<Villager> village, int each, Random random) {
        List<Bond> bonds = new ArrayList<>();
        for (int i = 0; i < village.size() * each / 2; i++) {
            Villager a = village.get(random.nextInt(village.size()));
            Villager b = village.get(random.nextInt(village.size()));
            if (!a.equals(b)) {
                BondKind kind = i % 5 == 0 ? BondKind.KIN : BondKind.FRIEND;
                var terms = new BondTerms(kind, NOW, new Party(a.device(), 0), new Party(b.device(), 0));
                bonds.add(BondProposal.propose(terms, a.key()).countersign(b.key()));
            }
        }
        return bonds;
    }

    private static Villager villager(int number, Random random) {
        SigningKey passport = SigningKey.generate(random);
        SigningKey key = SigningKey.generate(random);
        PeerId peer = PeerId.of(key.verifyingKey());
        var named = new Passport(Did.of(passport.verifyingKey()), "Villager " + number);
        return new Villager(key, new Device(named, Delegation.issue(passport, peer, "laptop", NOW)));
    }
}
