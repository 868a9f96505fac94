package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.layer.Layer;
import community.kith.community.reach.Reach;
import community.kith.community.right.Coverage;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.BondTerms;
import community.kith.node.api.RefusedException;
import community.kith.node.ledger.FaultyBlobs;
import community.kith.p2p.host.Host;
import community.kith.store.blob.Challenge;
import community.kith.store.blob.StorageFullException;
import community.kith.store.care.ListedStripe;
import community.kith.store.care.Membership;
import community.kith.store.care.StripeList;
import community.kith.store.care.StripeTree;
import community.kith.store.care.Tokens;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What both ends of the protocol promise, over whatever carries them. Ada has a bond with Ben, who pledged her a
/// megabyte;
/// Cleo knows Ben alone, Dan nobody.
abstract class ShardExchangeContract {
    private static final int PLEDGE = 1_000_000;

    @TempDir
    Path home;

    private final List<Household> all = new ArrayList<>();
    private final byte[] bytes = Household.bytes(1, 300_000);
    private final Cid cid = Cid.ofRaw(bytes);
    private Household ada;
    private Household ben;
    private Household cleo;
    private Household dan;
    private FaultyBlobs disk;

    abstract Host host(SigningKey key) throws IOException;

    @BeforeEach
    void settle() throws IOException {
        ada = household("Ada");
        ben = household("Ben");
        cleo = household("Cleo");
        dan = household("Dan");
        disk = new FaultyBlobs(ben.memory);
        ben.serving(new Terms(Denylist.in(home.resolve("denylist")), Limits.DEFAULTS.withDiskFloor(1000)), disk);
        ada.bond(ben, BondKind.FRIEND);
        cleo.bond(ben, BondKind.NEIGHBOR);
        ben.pledges.set(ada.did(), PLEDGE);
    }

    private Household household(String name) throws IOException {
        return household(name, name);
    }

    private Household household(String name, String passport) throws IOException {
        Household one = new Household(name, host(Household.key("device of " + name)), passport);
        all.forEach(other -> {
            one.knows(other);
            other.knows(one);
        });
        all.add(one);
        return one;
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        for (Household one : all) {
            one.close();
        }
    }

    private void benHoldsNothing() throws IOException {
        assertThat(ben.memory.count()).isZero();
        assertThat(ben.holdings.used()).isEmpty();
        assertThat(ben.holdings.recount()).isEmpty();
    }

    @Test
    void keepsABlobSignsForItAndGivesItBack() throws IOException {
        Placed.Stored stored = stored(ada.put(ben, bytes, Reach.PRIVATE));
        assertThat(stored.receipt())
                .isEqualTo(Receipt.sign(ben.identity.deviceKey(), cid, bytes.length, ada.did(), Household.NOW));
        assertThat(ben.holdings.bytes(Layer.RECIPROCAL)).isEqualTo(bytes.length);

        byte[] back = new byte[bytes.length + 1];
        assertThat(ada.client.get(ben.peer(), cid, back, 1, bytes.length))
                .isEqualTo(new Fetched.Found(bytes.length, bytes.length));
        assertThat(back).endsWith(bytes);
    }

    @Test
    void keepsAnEmptyBlob() throws IOException {
        byte[] nothing = new byte[0];
        stored(ada.put(ben, nothing, Reach.PRIVATE));
        assertThat(ada.get(ben, Cid.ofRaw(nothing))).isEqualTo(new Fetched.Found(0, 0));
    }

    @Test
    void givesRanges() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        byte[] part = new byte[1000];
        assertThat(ada.client.getRange(ben.peer(), cid, 299_900, part, 10, 50))
                .isEqualTo(new Fetched.Found(bytes.length, 50));
        assertThat(part).containsSequence(Arrays.copyOfRange(bytes, 299_900, 299_950));
        assertThat(ada.client.getRange(ben.peer(), cid, 299_900, part, 0, 1000))
                .isEqualTo(new Fetched.Found(bytes.length, 100));
        assertThat(ada.client.getRange(ben.peer(), cid, 400_000, part, 0, 10))
                .isEqualTo(new Fetched.Found(bytes.length, 0));
    }

    @Test
    void tellsWhatItHasForWhoAsks() throws IOException {
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            cids.add(Cid.ofRaw(Household.bytes(i, 10)));
        }
        for (int i : List.of(0, 7, 8, 1023, 1024, 1499)) {
            stored(ada.put(ben, Household.bytes(i, 10), Reach.PRIVATE));
        }
        assertThat(ada.client.have(ben.peer(), cids))
                .containsExactly(cids.get(0), cids.get(7), cids.get(8), cids.get(1023), cids.get(1024), cids.get(1499));
        assertThat(cleo.client.have(ben.peer(), cids)).isEmpty();
    }

    @Test
    void saysWhenABlobIsMissing() throws IOException {
        assertThat(ada.get(ben, cid)).isEqualTo(new Fetched.Missing());
    }

    @Test
    void answersASecondPutWithTheFirstReceipt() throws IOException {
        Receipt first = stored(ada.put(ben, bytes, Reach.PRIVATE)).receipt();
        ben.clock.pass(Duration.ofSeconds(5));
        disk.failsToPut(new IOException("nothing may be written now"));
        assertThat(stored(ada.put(ben, bytes, Reach.COMMONS)).receipt()).isEqualTo(first);
        assertThat(dan.get(ben, cid)).isInstanceOf(Fetched.Found.class);
    }

    @Test
    void takesTheWordOfWhoMayReadItAndTheBytesOfAnybodyElse() throws IOException {
        ben.pledges.set(cleo.did(), PLEDGE);
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        disk.failsToPut(new IOException("nothing may be written now"));
        assertThat(cleo.put(ben, bytes, Reach.PRIVATE)).isInstanceOf(Placed.Refused.class);

        stored(ada.put(ben, bytes, Reach.NEIGHBORHOOD));
        assertThat(stored(cleo.put(ben, bytes, Reach.PRIVATE)).receipt().owner())
                .isEqualTo(cleo.did());
        assertThat(ben.holdings.usedBy(cleo.did())).isEqualTo(bytes.length);
        assertThat(ben.holdings.recount()).isEmpty();
    }

    @Test
    void takesABlobAgainThatWentMissing() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        ben.memory.delete(cid);
        assertThat(ada.get(ben, cid)).isEqualTo(new Fetched.Missing());
        assertThat(ada.client.have(ben.peer(), List.of(cid))).isEmpty();
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        assertThat(ada.get(ben, cid)).isInstanceOf(Fetched.Found.class);
        assertThat(ben.holdings.usedBy(ada.did())).isEqualTo(bytes.length);
    }

    @Test
    void deletesOnlyWhatIsTheVisitorsOwn() throws IOException {
        ben.pledges.set(cleo.did(), PLEDGE);
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        stored(cleo.put(ben, bytes, Reach.PRIVATE));
        assertThat(dan.client.delete(ben.peer(), List.of(cid))).isEmpty();
        assertThat(ada.client.delete(ben.peer(), List.of(Cid.ofRaw(new byte[1]), cid)))
                .containsExactly(cid);
        assertThat(ada.get(ben, cid)).isInstanceOf(Fetched.Refused.class);
        assertThat(cleo.get(ben, cid)).isInstanceOf(Fetched.Found.class);
        assertThat(cleo.client.delete(ben.peer(), List.of(cid))).containsExactly(cid);
        benHoldsNothing();
    }

    @Test
    void letsSomebodyFetchAndDeleteTheirOwnWhenTheBondHasEnded() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        ben.bonds.clear();
        assertThat(ada.get(ben, cid)).isInstanceOf(Fetched.Found.class);
        assertThat(refusal(ada.put(ben, new byte[1], Reach.PRIVATE)).code()).isEqualTo(Refusal.Code.REACH);
        assertThat(ada.client.delete(ben.peer(), List.of(cid))).containsExactly(cid);
    }

    @Test
    void tellsHowMuchRoomThereIs() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        assertThat(ada.client.room(ben.peer())).isEqualTo(new Room(PLEDGE, 300_000, 700_000));
        disk.hasFree(5_000);
        assertThat(ada.client.room(ben.peer())).isEqualTo(new Room(PLEDGE, 300_000, 4_000));
        ben.pledges.set(ada.did(), 10);
        assertThat(ada.client.room(ben.peer())).isEqualTo(new Room(10, 300_000, 0));
        assertThatThrownBy(() -> dan.client.room(ben.peer()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(ben.peer().toString())
                .hasMessageContaining("bond");
    }

    @Test
    void servesMyOtherDevicesWithoutPledge() throws IOException {
        Household tablet = household("Ben's tablet", "Ben");
        stored(tablet.put(ben, bytes, Reach.PRIVATE));
        assertThat(ben.holdings.bytes(Layer.SOVEREIGN)).isEqualTo(bytes.length);
        disk.hasFree(5_000);
        assertThat(tablet.client.room(ben.peer())).isEqualTo(new Room(304_000, 300_000, 4_000));
        assertThat(refusal(tablet.put(ben, new byte[4_001], Reach.PRIVATE)).code())
                .isEqualTo(Refusal.Code.DISK);
    }

    @Test
    void saysWhoItIs() throws IOException {
        assertThat(dan.client.who(ben.peer())).isEqualTo(ben.identity.delegation());
    }

    @Test
    void refusesToKeepForStrangers() throws IOException {
        for (Reach reach : Reach.values()) {
            Refusal refusal = refusal(dan.put(ben, bytes, reach));
            assertThat(refusal.code()).isEqualTo(Refusal.Code.REACH);
            assertThat(refusal.reason()).contains("bond");
        }
        benHoldsNothing();
    }

    @Test
    void keepsWhatIsForKinOnlyForKin() throws IOException {
        Refusal refusal = refusal(ada.put(ben, bytes, Reach.LOCAL));
        assertThat(refusal.code()).isEqualTo(Refusal.Code.REACH);
        assertThat(refusal.reason()).contains("kin").contains("Ada");
        Household sister = household("Eva");
        sister.bond(ben, BondKind.KIN);
        ben.pledges.set(sister.did(), PLEDGE);
        stored(sister.put(ben, bytes, Reach.LOCAL));
    }

    @Test
    void refusesWhatIsNotPledged() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        Refusal refusal = refusal(ada.put(ben, new byte[700_001], Reach.PRIVATE));
        assertThat(refusal.code()).isEqualTo(Refusal.Code.QUOTA);
        assertThat(refusal.reason()).contains("1000000").contains("300000");
        stored(ada.put(ben, new byte[700_000], Reach.PRIVATE));
        assertThat(refusal(cleo.put(ben, new byte[1], Reach.PRIVATE)).code()).isEqualTo(Refusal.Code.QUOTA);
    }

    @Test
    void refusesWhatWouldFillTheDisk() throws IOException {
        disk.hasFree(300_999);
        assertThat(refusal(ada.put(ben, bytes, Reach.PRIVATE)).code()).isEqualTo(Refusal.Code.DISK);
        disk.hasFree(301_000);
        stored(ada.put(ben, bytes, Reach.PRIVATE));
    }

    @Test
    void saysThatTheDiskBecameFullOrFailedHalfway() throws IOException {
        for (IOException failure : List.of(new StorageFullException("no space"), new IOException("broken sector"))) {
            disk.failsToPut(failure);
            assertThat(refusal(ada.put(ben, bytes, Reach.PRIVATE)).code()).isEqualTo(Refusal.Code.DISK);
            benHoldsNothing();
        }
        disk.works();
        stored(ada.put(ben, bytes, Reach.PRIVATE));
    }

    @Test
    void refusesWhatTheDenylistNames() throws IOException {
        stored(ada.put(ben, bytes, Reach.COMMONS));
        Files.writeString(home.resolve("denylist"), "# mine\n" + cid + " a court order\n");
        assertThat(ada.get(ben, cid))
                .isEqualTo(new Fetched.Refused(new Refusal(Refusal.Code.DENYLIST, "a court order")));
        assertThat(ada.client.have(ben.peer(), List.of(cid))).isEmpty();
        ada.client.delete(ben.peer(), List.of(cid));
        assertThat(refusal(ada.put(ben, bytes, Reach.COMMONS)).code()).isEqualTo(Refusal.Code.DENYLIST);
        benHoldsNothing();
    }

    @Test
    void refusesBytesThatAreNotWhatTheyAreCalled() throws IOException {
        Cid other = Cid.ofRaw(new byte[] {1});
        Placed placed = ada.client.put(ben.peer(), other, bytes, 0, bytes.length, ada.audience(Reach.PRIVATE));
        assertThat(refusal(placed).code()).isEqualTo(Refusal.Code.HASH);
        benHoldsNothing();
        stored(ada.put(ben, bytes, Reach.PRIVATE));
    }

    @Test
    void refusesAVisitorWithSomebodyElsesDelegation() throws IOException {
        try (ShardClient thief =
                new ShardClient(dan.host, ada.identity.delegation(), List::of, Patience.DEFAULTS, dan.clock)) {
            Fetched fetched = thief.get(ben.peer(), cid, new byte[10], 0, 10);
            assertThat(fetched)
                    .isInstanceOfSatisfying(
                            Fetched.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.IDENTITY));
            assertThatThrownBy(() -> thief.who(ben.peer())).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void letsEachReachReadAndNobodyElse() throws IOException {
        Household kin = household("Eva");
        kin.bond(ada, BondKind.KIN);
        Map<Reach, List<Household>> readers = Map.of(
                Reach.PRIVATE, List.of(ada),
                Reach.INVITED, List.of(ada, dan),
                Reach.NEIGHBORHOOD, List.of(ada, ben, cleo, kin),
                Reach.MUNICIPAL, List.of(ada, ben, cleo, kin),
                Reach.BIOREGIONAL, List.of(ada, ben, cleo, kin),
                Reach.COMMONS, List.of(ada, ben, cleo, dan, kin));
        for (Map.Entry<Reach, List<Household>> each : readers.entrySet()) {
            byte[] blob = Household.bytes(each.getKey().label().hashCode(), 100);
            Household[] named = each.getKey() == Reach.INVITED ? new Household[] {dan} : new Household[0];
            stored(ada.put(ben, blob, each.getKey(), named));
            for (Household reader : List.of(ada, cleo, dan, kin)) {
                boolean mayRead = each.getValue().contains(reader);
                assertThat(reader.get(ben, Cid.ofRaw(blob)))
                        .as(reader.name + " and " + each.getKey())
                        .isInstanceOf(mayRead ? Fetched.Found.class : Fetched.Refused.class);
                assertThat(reader.client.have(ben.peer(), List.of(Cid.ofRaw(blob))))
                        .hasSize(mayRead ? 1 : 0);
            }
        }
    }

    @Test
    void tellsFriendsTheReasonAndStrangersNothing() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        assertThat(refusal(cleo.get(ben, cid)).reason()).isEqualTo("this is for Ada only");
        Refusal here = refusal(dan.get(ben, cid));
        assertThat(here).isEqualTo(refusal(dan.get(ben, Cid.ofRaw(new byte[7]))));
        assertThat(here.reason()).doesNotContain("Ada");
    }

    @Test
    void servesMyOwnFilesByTheirReach() throws IOException {
        ben.memory.put(bytes, 0, bytes.length);
        ben.holdings.references().open("holiday", Layer.SOVEREIGN, ben.audience(Reach.NEIGHBORHOOD));
        ben.holdings.references().add("holiday", cid, bytes.length);
        assertThat(ada.get(ben, cid)).isInstanceOf(Fetched.Found.class);
        assertThat(dan.get(ben, cid)).isInstanceOf(Fetched.Refused.class);
    }

    @Test
    void believesNoBondThatWasTamperedWith() throws IOException {
        Household kin = household("Eva");
        Household forger = household("Finn");
        forger.bond(kin, BondKind.KIN);
        // Finn claims that Ada signed what Eva signed.
        ada.bond(kin, BondKind.KIN);
        Bond good = ada.bonds.getLast();
        forger.bonds.set(
                0,
                new Bond(
                        new BondTerms(
                                BondKind.KIN,
                                good.formed(),
                                good.a(),
                                forger.bonds.getFirst().a()),
                        good.signatureOfA(),
                        good.signatureOfB()));
        stored(ada.put(ben, bytes, Reach.NEIGHBORHOOD));
        assertThat(forger.get(ben, cid)).isInstanceOf(Fetched.Refused.class);
    }

    @Test
    void showsManyBondsInSeveralMessages() throws IOException {
        for (int i = 0; i < 120; i++) {
            dan.bonds.add(dan.bondWithNumber(i));
        }
        Household eva = household("Eva");
        dan.bonds.add(dan.bondWith(eva, BondKind.FRIEND));
        dan.bonds.add(eva.bondWith(ada, BondKind.COLLEAGUE));
        stored(ada.put(ben, bytes, Reach.MUNICIPAL));
        assertThat(dan.get(ben, cid)).isInstanceOf(Fetched.Found.class);
    }

    @Test
    void neverOverdrawsAPledge() throws Exception {
        ben.pledges.set(ada.did(), 10 * 1000 + 999);
        AtomicInteger stored = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 30; t++) {
            byte[] blob = Household.bytes(t, 1000);
            threads.add(Thread.ofVirtual().start(() -> {
                switch (putQuietly(blob)) {
                    case Placed.Stored yes -> stored.incrementAndGet();
                    case Placed.Refused no -> refused.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(stored.get()).isEqualTo(10);
        assertThat(refused.get()).isEqualTo(20);
        assertThat(ben.holdings.usedBy(ada.did())).isEqualTo(10_000);
        assertThat(ben.memory.count()).isEqualTo(10);
    }

    private Placed putQuietly(byte[] blob) {
        try {
            return ada.put(ben, blob, Reach.PRIVATE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noticesAFlippedBit() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        ben.memory.damage(cid, 150_000);
        assertThatThrownBy(() -> ada.get(ben, cid))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(ben.peer().toString())
                .hasMessageContaining(cid.toString());
    }

    @Test
    void refusesABlobLargerThanThereIsRoomFor() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        byte[] small = new byte[1000];
        assertThatThrownBy(() -> ada.client.get(ben.peer(), cid, small, 0, 1000))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("300000");
    }

    private static final Challenge CHALLENGE = new Challenge(150_000, 4096, new byte[32]);
    private static final Coverage NOTHING =
            new Coverage(Cid.ofRaw(new byte[0]), Cid.ofRaw(new byte[0]).hash(), 0);

    private Proven.Shown proof() {
        return new Proven.Shown(bytes.length, CHALLENGE.answer(cid, bytes, 150_000, 4096));
    }

    @Test
    void provesThatItHasABlob() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        assertThat(ada.client.prove(ben.peer(), cid, CHALLENGE)).isEqualTo(proof());
        Household tablet = household("Ada's tablet", "Ada");
        assertThat(tablet.client.prove(ben.peer(), cid, CHALLENGE)).isEqualTo(proof());
        Challenge beyond = new Challenge(299_990, 4096, new byte[16]);
        assertThat(ada.client.prove(ben.peer(), cid, beyond))
                .isEqualTo(new Proven.Shown(bytes.length, beyond.answer(cid, bytes, 299_990, 10)));
        assertThat(cleo.client.prove(ben.peer(), cid, CHALLENGE)).isInstanceOf(Proven.Refused.class);
        assertThat(dan.client.prove(ben.peer(), cid, CHALLENGE)).isInstanceOf(Proven.Refused.class);
    }

    @Test
    void provesNothingWhenBytesAreGoneOrChanged() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        ben.memory.damage(cid, 150_100);
        assertThat(ada.client.prove(ben.peer(), cid, CHALLENGE)).isNotEqualTo(proof());
        ben.memory.delete(cid);
        assertThat(ada.client.prove(ben.peer(), cid, CHALLENGE)).isEqualTo(new Proven.Missing());
    }

    @Test
    void takesAgainWhatWentBadRatherThanPromiseItAgain() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        ben.memory.damage(cid, 150_100);

        stored(ada.put(ben, bytes, Reach.PRIVATE));

        assertThat(ben.memory.read(cid, bytes.length)).hasValue(bytes);
        assertThat(ada.client.prove(ben.peer(), cid, CHALLENGE)).isEqualTo(proof());
    }

    @Test
    void provesToAnAuditorAndGivesNothing() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        Deputy auditor = dan.client.by(ada.right(dan, Deed.AUDIT, NOTHING));
        assertThat(auditor.prove(ben.peer(), cid, CHALLENGE)).isEqualTo(proof());
        assertThat(auditor.have(ben.peer(), List.of(Cid.ofRaw(new byte[9]), cid)))
                .containsExactly(cid);
        Refusal refusal = refusal(auditor.get(ben.peer(), cid, new byte[1 << 20], 0, 1 << 20));
        assertThat(refusal.code()).isEqualTo(Refusal.Code.RIGHT);
        assertThat(refusal.reason()).isEqualTo("this right is one to audit, not to repair");
    }

    @Test
    void givesSealedBytesToWhoMayRepair() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        Deputy steward = dan.client.by(ada.right(dan, Deed.REPAIR, NOTHING));
        assertThat(steward.get(ben.peer(), cid, new byte[1 << 20], 0, 1 << 20)).isInstanceOf(Fetched.Found.class);
        assertThat(steward.get(ben.peer(), Cid.ofRaw(new byte[9]), new byte[1], 0, 1))
                .isEqualTo(new Fetched.Missing());
        assertThat(steward.room(ben.peer())).isEqualTo(ada.client.room(ben.peer()));
    }

    @Test
    void givesNothingThatIsNotTheOwnersByTheirRight() throws IOException {
        ben.pledges.set(cleo.did(), PLEDGE);
        stored(cleo.put(ben, bytes, Reach.PRIVATE));
        Deputy steward = dan.client.by(ada.right(dan, Deed.REPAIR, NOTHING));
        assertThat(steward.get(ben.peer(), cid, new byte[1 << 20], 0, 1 << 20)).isEqualTo(new Fetched.Missing());
        assertThat(steward.prove(ben.peer(), cid, CHALLENGE)).isEqualTo(new Proven.Missing());
        assertThat(steward.have(ben.peer(), List.of(cid))).isEmpty();
    }

    @Test
    void believesNoRightThatIsForgedForeignOrOver() throws IOException {
        stored(ada.put(ben, bytes, Reach.PRIVATE));
        Right good = ada.right(dan, Deed.REPAIR, NOTHING);
        Right foreign = ada.right(cleo, Deed.REPAIR, NOTHING);
        Right forged = new Right(good.terms(), foreign.signature());
        for (var each :
                Map.of(foreign, "somebody else's", forged, "signed this right").entrySet()) {
            assertThat(dan.client.by(each.getKey()).prove(ben.peer(), cid, CHALLENGE))
                    .isInstanceOfSatisfying(Proven.Refused.class, no -> {
                        assertThat(no.refusal().code()).isEqualTo(Refusal.Code.RIGHT);
                        assertThat(no.refusal().reason()).contains(each.getValue());
                    });
            assertThatThrownBy(() -> dan.client.by(each.getKey()).have(ben.peer(), List.of(cid)))
                    .isInstanceOf(RefusedException.class);
        }
        assertThat(dan.client.by(good).prove(ben.peer(), cid, CHALLENGE)).isEqualTo(proof());
        ben.clock.pass(Duration.ofDays(30));
        assertThat(refusal(dan.client.by(good).get(ben.peer(), cid, new byte[1 << 20], 0, 1 << 20))
                        .reason())
                .contains("ended");
    }

    private final byte[] second = Household.bytes(2, 300_000);
    private final Stripe stripe = new Stripe(2, 3, 300_000, List.of(cid, Cid.ofRaw(second), Cid.ofRaw(new byte[3])));
    private final StripeTree tree = new StripeTree(List.of(stripe, Stripe.copies(Cid.ofRaw(new byte[4]), 3, 4)));

    private Coverage covering(long maxBytes) {
        return new Coverage(Cid.ofRaw(new byte[0]), tree.root(), maxBytes);
    }

    @Test
    void keepsForAnOwnerWhatWhoMayRepairBrings() throws IOException {
        Deputy steward = dan.client.by(ada.right(dan, Deed.REPAIR, covering(300_000)));
        Placed.Stored placed = stored(steward.put(ben.peer(), cid, bytes, tree.show(0)));

        assertThat(placed.receipt().owner()).isEqualTo(ada.did());
        assertThat(placed.receipt().verify(Household.NOW).isAllowed()).isTrue();
        assertThat(ben.holdings.usedBy(ada.did())).isEqualTo(300_000);
        assertThat(ben.holdings.usedBy(dan.did())).isZero();
        assertThat(ada.get(ben, cid)).isInstanceOf(Fetched.Found.class);
        assertThat(dan.get(ben, cid)).isInstanceOf(Fetched.Refused.class);
        assertThat(steward.put(ben.peer(), cid, bytes, tree.show(0))).isEqualTo(placed);

        Refusal refusal = refusal(steward.put(ben.peer(), Cid.ofRaw(second), second, tree.show(0)));
        assertThat(refusal.code()).isEqualTo(Refusal.Code.QUOTA);
        assertThat(refusal.reason()).contains("lets you place here");
        assertThat(ada.client.delete(ben.peer(), List.of(cid))).containsExactly(cid);
        benHoldsNothing();
        stored(steward.put(ben.peer(), Cid.ofRaw(second), second, tree.show(0)));
    }

    @Test
    void countsWhatAStewardPlacesAgainstTheOwnersPledge() throws IOException {
        ben.pledges.set(ada.did(), 299_999);
        Deputy steward = dan.client.by(ada.right(dan, Deed.REPAIR, covering(PLEDGE)));
        assertThat(refusal(steward.put(ben.peer(), cid, bytes, tree.show(0))).code())
                .isEqualTo(Refusal.Code.QUOTA);
        benHoldsNothing();
    }

    @Test
    void keepsNothingThatTheRightDoesNotCover() throws IOException {
        byte[] junk = Household.bytes(7, 300_000);
        Deputy steward = dan.client.by(ada.right(dan, Deed.REPAIR, covering(PLEDGE)));
        Membership foreign = new StripeTree(List.of(new Stripe(2, 2, 300_000, List.of(Cid.ofRaw(junk), cid)))).show(0);
        for (Placed placed : List.of(
                steward.put(ben.peer(), Cid.ofRaw(junk), junk, tree.show(0)),
                steward.put(ben.peer(), Cid.ofRaw(junk), junk, foreign),
                dan.client.by(ada.right(dan, Deed.AUDIT, covering(PLEDGE))).put(ben.peer(), cid, bytes, tree.show(0)),
                dan.client
                        .by(ada.right(cleo, Deed.REPAIR, covering(PLEDGE)))
                        .put(ben.peer(), cid, bytes, tree.show(0)))) {
            assertThat(refusal(placed).code()).isEqualTo(Refusal.Code.RIGHT);
        }
        Household stranger = household("Eva");
        Deputy strangers = dan.client.by(stranger.right(dan, Deed.REPAIR, covering(PLEDGE)));
        assertThat(refusal(strangers.put(ben.peer(), cid, bytes, tree.show(0))).code())
                .isEqualTo(Refusal.Code.REACH);
        benHoldsNothing();
    }

    @Test
    void letsAnOwnerTakeARightBack() throws IOException {
        Right right = ada.right(dan, Deed.REPAIR, covering(PLEDGE));
        Deputy steward = dan.client.by(right);
        stored(steward.put(ben.peer(), cid, bytes, tree.show(0)));
        assertThatThrownBy(() -> dan.client.withdraw(ben.peer(), right)).hasMessageContaining("not yours");

        ada.client.withdraw(ben.peer(), right);

        Refusal refusal = refusal(steward.get(ben.peer(), cid, new byte[1 << 20], 0, 1 << 20));
        assertThat(refusal).isEqualTo(new Refusal(Refusal.Code.RIGHT, "this right was taken back"));
        assertThat(refusal(steward.put(ben.peer(), Cid.ofRaw(second), second, tree.show(0)))
                        .code())
                .isEqualTo(Refusal.Code.RIGHT);
    }

    @Test
    void takesAndGivesUpWhatItIsEntrustedWith() throws IOException {
        StripeList list = new StripeList(
                0, new Tokens(new byte[32]), List.of(), List.of(new ListedStripe(stripe, List.of(), new byte[0])));
        byte[] blob = list.bytes();
        Coverage covers = new Coverage(Cid.ofRaw(blob), list.tree().root(), PLEDGE);
        Right right = ada.right(ben, Deed.REPAIR, covers);
        assertThatThrownBy(() -> ada.client.entrust(ben.peer(), right)).hasMessageContaining("list of stripes");
        stored(ada.put(ben, blob, Reach.PRIVATE));
        ada.client.entrust(ben.peer(), right);
        ada.client.entrust(ben.peer(), right);
        assertThat(ben.holdings.entrusted().all(Household.NOW)).containsExactly(right);

        Right toCleo = ada.right(cleo, Deed.REPAIR, covers);
        assertThatThrownBy(() -> ada.client.entrust(ben.peer(), toCleo)).hasMessageContaining("somebody else's");
        assertThatThrownBy(() -> cleo.client.entrust(ben.peer(), right)).hasMessageContaining("not yours");
        Right unlike = ada.right(ben, Deed.REPAIR, new Coverage(covers.list(), tree.root(), PLEDGE));
        assertThatThrownBy(() -> ada.client.entrust(ben.peer(), unlike)).hasMessageContaining("another root");

        ada.client.withdraw(ben.peer(), right);
        assertThat(ben.holdings.entrusted().all(Household.NOW)).isEmpty();
        assertThatThrownBy(() -> ada.client.entrust(ben.peer(), right)).hasMessageContaining("taken back");
    }

    @Test
    void tellsAnOwnerWhatOthersSignedForThem() throws IOException {
        ada.serving(Terms.DEFAULTS);
        List<Reported> heard = new ArrayList<>();
        List<PeerId> leaving = new ArrayList<>();
        List<Cid> parting = new ArrayList<>();
        ada.reportTo(new Reports() {
            @Override
            public void placed(Did by, List<Reported> rows) {
                assertThat(by).isEqualTo(ben.did());
                heard.addAll(rows);
            }

            @Override
            public void leaving(PeerId device) {
                leaving.add(device);
            }

            @Override
            public void parting(PeerId device, List<Cid> cids) {
                assertThat(device).isEqualTo(ben.peer());
                parting.addAll(cids);
            }
        });
        Receipt good = Receipt.sign(dan.identity.deviceKey(), cid, 10, ada.did(), Household.NOW);
        Receipt others = Receipt.sign(dan.identity.deviceKey(), cid, 10, cleo.did(), Household.NOW);
        Receipt forged = new Receipt(cid, 11, ada.did(), dan.peer(), Household.NOW, good.signature());
        List<Reported> rows = List.of(
                new Reported(stripe.id(), 0, others),
                new Reported(stripe.id(), 0, forged),
                new Reported(stripe.id(), 0, good));

        ben.client.report(ada.peer(), rows);
        ben.client.leaving(ada.peer());
        ben.client.parting(ada.peer(), List.of(cid));

        assertThat(parting).containsExactly(cid);
        assertThat(heard).containsExactly(rows.getLast());
        assertThat(leaving).containsExactly(ben.peer());
        assertThatThrownBy(() -> dan.client.report(ada.peer(), rows)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> dan.client.leaving(ada.peer())).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> dan.client.parting(ada.peer(), List.of(cid))).isInstanceOf(RefusedException.class);
    }

    static Placed.Stored stored(Placed placed) {
        assertThat(placed).isInstanceOf(Placed.Stored.class);
        return (Placed.Stored) placed;
    }

    static Refusal refusal(Placed placed) {
        assertThat(placed).isInstanceOf(Placed.Refused.class);
        return ((Placed.Refused) placed).refusal();
    }

    static Refusal refusal(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Refused.class);
        return ((Fetched.Refused) fetched).refusal();
    }
}
