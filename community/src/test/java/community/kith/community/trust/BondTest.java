package community.kith.community.trust;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.CLEO;
import static community.kith.community.Person.DELEGATED;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.ForAll;
import community.kith.community.Person;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Passport;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BondTest {
    private final Ticket ticket = TicketTest.ticket(BondKind.KIN, 1);
    private final BondProposal proposal = BondProposal.answer(ticket, BEN.device(), 500, NOW, BEN.deviceKey());
    private final Bond bond = proposal.countersign(ADA.deviceKey());

    @Test
    void isFormedByATicketAndTwoSignatures() {
        assertThat(proposal.answers(ticket, NOW).isAllowed()).isTrue();
        assertThat(proposal.verify(NOW).isAllowed()).isTrue();
        assertThat(bond.verify(NOW).isAllowed()).isTrue();
        assertThat(bond.a().did()).isEqualTo(BEN.did());
        assertThat(bond.b().offerBytes()).isEqualTo(10_000_000_000L);
        assertThat(bond.otherThan(ADA.did())).contains(bond.a());
        assertThat(bond.otherThan(CLEO.did())).isEmpty();
    }

    @Test
    void survivesBeingWrittenAndRead() throws ProtocolException {
        assertThat(Bond.parse(bond.bytes())).isEqualTo(bond);
        assertThat(BondProposal.parse(proposal.bytes())).isEqualTo(proposal);
        assertThat(Bond.parse(bond.bytes()).id()).isEqualTo(proposal.id());
    }

    @Test
    void aProposalIsNotABondYet() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Bond.parse(proposal.bytes()))
                .withMessageContaining("sig");
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> BondProposal.parse(bond.bytes()));
    }

    @Test
    void oneSidesSignatureDoesNotStandForTheOthers() {
        Bond halfForged = new Bond(bond.terms(), bond.signatureOfA(), bond.signatureOfA());

        assertThat(halfForged.verify(NOW)).isEqualTo(Verdict.refused("Ada did not sign this bond"));
    }

    @Test
    void noTermCanBeChangedAfterwards() {
        BondTerms terms = bond.terms();
        BondTerms warmer = new BondTerms(BondKind.FRIEND, terms.formed(), terms.a(), terms.b());
        BondTerms richer = new BondTerms(
                terms.kind(), terms.formed(), terms.a(), new Party(terms.b().device(), 20_000_000_000L));
        BondTerms older = new BondTerms(terms.kind(), terms.formed().minusSeconds(1), terms.a(), terms.b());
        BondTerms swapped = new BondTerms(terms.kind(), terms.formed(), terms.b(), terms.a());

        for (BondTerms changed : new BondTerms[] {warmer, richer, older, swapped}) {
            assertThat(new Bond(changed, bond.signatureOfA(), bond.signatureOfB())
                            .verify(NOW)
                            .isAllowed())
                    .isFalse();
        }
    }

    @Test
    void aDeviceWithoutItsPassportsWordBindsNobody() {
        SigningKey thief = CLEO.passportKey();
        Delegation selfMade = Delegation.issue(thief, CLEO.peer(), "laptop", DELEGATED);
        Delegation stolen = new Delegation(BEN.did(), CLEO.peer(), "laptop", DELEGATED, selfMade.signature());
        Device pretender = new Device(new Passport(BEN.did(), "Ben"), stolen);
        BondProposal forged = BondProposal.answer(ticket, pretender, 0, NOW, CLEO.deviceKey());

        assertThat(forged.verify(NOW)).asString().contains("did not sign for the device");
        assertThat(forged.countersign(ADA.deviceKey()).verify(NOW).isAllowed()).isFalse();
    }

    @Test
    void needsTwoPeople() {
        Party ada = new Party(ADA.device(), 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BondTerms(BondKind.FRIEND, NOW, ada, ada))
                .withMessageContaining("needs two people");
    }

    @Test
    void needsTwoDevices() {
        Delegation shared = Delegation.issue(BEN.passportKey(), ADA.peer(), "laptop", DELEGATED);
        Party ben = new Party(new Device(new Passport(BEN.did(), "Ben"), shared), 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BondTerms(BondKind.FRIEND, NOW, new Party(ADA.device(), 0), ben))
                .withMessageContaining("needs two devices");
    }

    @Test
    void onlyTheDeviceThatWasAskedCanCountersign() {
        assertThatIllegalArgumentException().isThrownBy(() -> proposal.countersign(CLEO.deviceKey()));
    }

    @Test
    void cannotBeFormedTomorrowNorBeforeTheDelegation() {
        assertThat(ADA.bondWith(BEN, BondKind.FRIEND, NOW.plusSeconds(3600)).verify(NOW))
                .asString()
                .contains("the bond is dated");
        assertThat(ADA.bondWith(BEN, BondKind.FRIEND, DELEGATED.minusSeconds(3600))
                        .verify(NOW))
                .asString()
                .contains("the delegation of Ada's device is dated");
    }

    @Test
    void anAnswerMustMatchItsTicket() {
        Party ben = new Party(BEN.device(), 0);
        Party greedy = new Party(ADA.device(), 99_000_000_000L);
        BondProposal asFriend =
                BondProposal.propose(new BondTerms(BondKind.FRIEND, NOW, ben, ticket.inviter()), BEN.deviceKey());
        BondProposal asksMore = BondProposal.propose(new BondTerms(BondKind.KIN, NOW, ben, greedy), BEN.deviceKey());

        assertThat(asFriend.answers(ticket, NOW))
                .isEqualTo(Verdict.refused("the ticket is for a bond as kin, not as friend"));
        assertThat(asksMore.answers(ticket, NOW)).asString().contains("the proposal says otherwise");
        assertThat(proposal.answers(ticket, ticket.expires())).asString().contains("expired");
    }

    @Test
    void fitsIntoALogEntryEvenAtItsLongest() {
        Person first = Person.numbered("ก".repeat(26) + "ab", 11);
        Person second = Person.numbered("ข".repeat(26) + "ab", 12);
        Instant last = Instant.ofEpochSecond(Moments.MAX_SECONDS);
        BondTerms terms = new BondTerms(BondKind.COLLEAGUE, last, longest(first, last), longest(second, last));
        Bond longest = BondProposal.propose(terms, first.deviceKey()).countersign(second.deviceKey());

        assertThat(longest.verify(last).isAllowed()).isTrue();
        assertThat(longest.bytes()).hasSize(Bond.MAX_BYTES);
    }

    private static Party longest(Person person, Instant issued) {
        Did did = person.did();
        Delegation delegation = Delegation.issue(
                person.passportKey(), PeerId.of(person.deviceKey().verifyingKey()), "n".repeat(64), issued);
        return new Party(new Device(new Passport(did, person.name()), delegation), Party.MAX_OFFER_BYTES);
    }

    @Test
    void answersAnyDamageWithAReason() {
        ForAll.forAllDamaged(bond.bytes(), 2000, bytes -> {
            Bond read = Bond.parse(bytes);
            assertThat(read.equals(bond) || !read.verify(NOW).isAllowed()).isTrue();
        });
        ForAll.forAllDamaged(proposal.bytes(), 1000, BondProposal::parse);
    }

    @Test
    void namesTheKindsThereAre() {
        assertThat(BondKind.parse("neighbor")).isEqualTo(BondKind.NEIGHBOR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BondKind.parse("boss"))
                .withMessage("there is no bond called “boss”: choose one of kin, friend, colleague, neighbor");
    }
}
