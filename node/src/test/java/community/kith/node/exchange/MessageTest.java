package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.check.Fuzz;
import community.kith.base.check.Property;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.right.Conditions;
import community.kith.community.right.Coverage;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.community.right.RightTerms;
import community.kith.community.right.Term;
import community.kith.store.blob.Challenge;
import community.kith.store.care.Membership;
import community.kith.store.care.StripeTree;
import community.kith.store.manifest.Stripe;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final SigningKey KEY = SigningKey.generate(new Random(1));
    private static final Delegation DELEGATION = Delegation.issue(
            SigningKey.generate(new Random(2)), PeerId.of(KEY.verifyingKey()), "laptop", Household.NOW);

    private static Cid cid(RandomGenerator random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return Cid.raw(digest);
    }

    private static Did did(RandomGenerator random) {
        return Did.of(SigningKey.generate(random).verifyingKey());
    }

    private static <T> List<T> some(RandomGenerator random, int most, Function<RandomGenerator, T> one) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> one.apply(random))
                .toList();
    }

    private static <T> T one(T[] of, RandomGenerator random) {
        return of[random.nextInt(of.length)];
    }

    private static Request request(RandomGenerator random) {
        int from = random.nextInt(1000);
        return switch (random.nextInt(12)) {
            case 0 -> new Request.Hello(DELEGATION, List.of(), random.nextBoolean());
            case 1 -> new Request.Have(some(random, 5, MessageTest::cid), right(random));
            case 2 ->
                new Request.Get(
                        cid(random),
                        from,
                        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(from + random.nextInt(9)),
                        right(random));
            case 3 ->
                new Request.Put(
                        cid(random),
                        random.nextInt(ShardProtocol.MAX_BLOB_BYTES),
                        one(Reach.values(), random),
                        new TreeSet<>(some(random, 3, MessageTest::did)),
                        right(random).map(right -> new Request.Deputed(right, member(random))));
            case 4 -> new Request.Delete(some(random, 5, MessageTest::cid));
            case 5 -> new Request.Prove(cid(random), challenge(random), right(random));
            case 6 -> new Request.Entrust(right(did(random), List.of()));
            case 7 -> new Request.Withdraw(right(did(random), List.of()));
            case 8 ->
                new Request.Report(some(random, 3, one -> new Reported(cid(one), one.nextInt(255), receipt(one))));
            case 9 -> new Request.Leaving();
            case 10 -> new Request.Parting(some(random, 5, MessageTest::cid));
            default -> new Request.Room(right(random));
        };
    }

    private static Receipt receipt(RandomGenerator random) {
        return Receipt.sign(KEY, cid(random), random.nextInt(1000), did(random), Household.NOW);
    }

    private static Membership member(RandomGenerator random) {
        List<Stripe> stripes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stripes.add(new Stripe(2, 3, 100, List.of(cid(random), cid(random), cid(random))));
        }
        return new StripeTree(stripes).show(random.nextInt(3));
    }

    private static Challenge challenge(RandomGenerator random) {
        byte[] nonce = new byte[16 + random.nextInt(17)];
        random.nextBytes(nonce);
        return new Challenge(random.nextInt(1000), 1 + random.nextInt(Challenge.MAX_BYTES), nonce);
    }

    private static Optional<Right> right(RandomGenerator random) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(right(did(random), some(random, 3, MessageTest::did)));
    }

    private static Right right(Did grantee, List<Did> named) {
        Cid list = Cid.ofRaw(new byte[] {1});
        return Right.give(
                KEY,
                new RightTerms(
                        DELEGATION,
                        grantee,
                        Deed.REPAIR,
                        new Coverage(list, list.hash(), 1 << 30),
                        new Conditions(Reach.NEIGHBORHOOD, Availability.BONDED, new TreeSet<>(named)),
                        new Term(Household.NOW, Household.NOW.plusSeconds(1000))));
    }

    private static Right largestRight() {
        Random random = new Random(9);
        return right(
                did(random),
                IntStream.range(0, Conditions.MAX_NAMED)
                        .mapToObj(i -> did(random))
                        .toList());
    }

    private static Answer answer(RandomGenerator random) {
        Receipt receipt = receipt(random);
        int size = random.nextInt(1000);
        return switch (random.nextInt(12)) {
            case 0 -> new Answer.Hello(DELEGATION);
            case 1 -> new Answer.Refused(new Refusal(one(Refusal.Code.values(), random), "because"));
            case 2 -> new Answer.Held(Bits.of(BitSet.valueOf(new long[] {random.nextLong()}), 64));
            case 3 -> new Answer.Bytes(size, random.nextInt(size + 1));
            case 4 -> new Answer.Missing();
            case 5 -> new Answer.Go();
            case 6 -> new Answer.Kept(receipt);
            case 7 -> new Answer.Already(receipt);
            case 9 -> new Answer.Proof(size, cid(random).digest());
            case 10 -> new Answer.Noted();
            case 8 -> new Answer.Deleted(Bits.of(new BitSet(), random.nextInt(20)));
            default -> new Answer.Offer(new Room(random.nextLong(0, Long.MAX_VALUE), size, size), Household.NOW);
        };
    }

    @Test
    void requestsSurviveTheWay() {
        Property.forAll(
                MessageTest::request,
                request -> assertThat(Request.read(DagCbor.decode(DagCbor.encode(request.toIpld()))))
                        .isEqualTo(request));
    }

    @Test
    void answersSurviveTheWay() {
        Property.forAll(
                MessageTest::answer,
                answer -> assertThat(Answer.read(DagCbor.decode(DagCbor.encode(answer.toIpld()))))
                        .isEqualTo(answer));
    }

    @Test
    void bondsSurviveTheWay() throws ProtocolException {
        List<byte[]> bonds = List.of(new byte[] {1}, new byte[1024]);
        Request.Bonds read = (Request.Bonds) Request.read(new Request.Bonds(bonds, true).toIpld());
        assertThat(read.bonds()).usingElementComparator(Arrays::compare).isEqualTo(bonds);
        Ipld tooLong = new Request.Bonds(List.of(new byte[1025]), false).toIpld();
        assertThatThrownBy(() -> Request.read(tooLong)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void theLargestMessagesAreWithinTheBound() {
        Random random = new Random(3);
        List<Request> largest = new ArrayList<>();
        List<Cid> cids = IntStream.range(0, ShardProtocol.MAX_CIDS)
                .mapToObj(i -> cid(random))
                .toList();
        List<byte[]> bonds = IntStream.range(0, ShardProtocol.MAX_BONDS_PER_MESSAGE)
                .mapToObj(i -> new byte[ShardProtocol.MAX_BOND_BYTES])
                .toList();
        largest.add(new Request.Have(cids, Optional.of(largestRight())));
        largest.add(new Request.Delete(cids));
        List<Cid> row = cids.subList(0, 255);
        List<Stripe> stripes = new ArrayList<>(Collections.nCopies(4096, new Stripe(2, 255, 1 << 20, row)));
        largest.add(new Request.Put(
                row.getFirst(),
                1 << 20,
                Reach.INVITED,
                largestRight().terms().conditions().named(),
                Optional.of(new Request.Deputed(largestRight(), new StripeTree(stripes).show(5)))));
        largest.add(new Request.Report(Collections.nCopies(
                ShardProtocol.MAX_REPORTED,
                new Reported(
                        cid(random),
                        254,
                        Receipt.sign(KEY, cid(random), ShardProtocol.MAX_BLOB_BYTES, did(random), Household.NOW)))));
        largest.add(new Request.Hello(DELEGATION, bonds, true));
        largest.add(new Request.Bonds(bonds, true));
        assertThat(largest)
                .allMatch(request -> DagCbor.encode(request.toIpld()).length <= ShardProtocol.MAX_MESSAGE_BYTES);
    }

    @Tag("fuzz")
    @Test
    void requestsAreParsedOrRefused() {
        List<byte[]> samples = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            samples.add(DagCbor.encode(request(random).toIpld()));
        }
        Fuzz.bytes(samples, bytes -> Request.read(DagCbor.decode(bytes)));
    }

    @Tag("fuzz")
    @Test
    void answersAreParsedOrRefused() {
        List<byte[]> samples = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            samples.add(DagCbor.encode(answer(random).toIpld()));
        }
        Fuzz.bytes(samples, bytes -> Answer.read(DagCbor.decode(bytes)));
    }

    @Test
    void refusesNamesThatAreNoBlobs() {
        Ipld get = new Request.Get(Cid.dagCbor(new byte[1]), 0, OptionalLong.empty(), Optional.empty()).toIpld();
        assertThatThrownBy(() -> Request.read(get))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("raw SHA-256");
    }

    @Test
    void refusesAChallengeThatIsTooLong() {
        Ipld.Fields prove = (Ipld.Fields)
                new Request.Prove(Cid.ofRaw(new byte[1]), new Challenge(0, 1, new byte[16]), Optional.empty()).toIpld();
        for (var wrong : List.of(
                Map.entry("length", Ipld.of(Challenge.MAX_BYTES + 1)),
                Map.entry("length", Ipld.of(0)),
                Map.entry("from", Ipld.of(ShardProtocol.MAX_BLOB_BYTES + 1)),
                Map.entry("nonce", Ipld.of(new byte[15])),
                Map.entry("nonce", Ipld.of(new byte[33])))) {
            LinkedHashMap<String, Ipld> fields = new LinkedHashMap<>(prove.values());
            fields.put(wrong.getKey(), wrong.getValue());
            assertThatThrownBy(() -> Request.read(new Ipld.Fields(fields)))
                    .as(wrong.toString())
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void refusesARangeThatEndsBeforeItBegins() {
        Ipld get = new Request.Get(Cid.ofRaw(new byte[1]), 10, OptionalLong.of(9), Optional.empty()).toIpld();
        assertThatThrownBy(() -> Request.read(get)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void shortensAReasonThatIsTooLong() throws ProtocolException {
        Answer answer = new Answer.Refused(new Refusal(Refusal.Code.DENYLIST, "why ".repeat(1000)));
        assertThat(Answer.read(answer.toIpld())).isEqualTo(answer);
    }
}
