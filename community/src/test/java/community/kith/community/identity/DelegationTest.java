package community.kith.community.identity;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.DELEGATED;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import community.kith.community.ForAll;
import java.net.ProtocolException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DelegationTest {
    private final Delegation delegation = Delegation.issue(ADA.passportKey(), ADA.peer(), "laptop", DELEGATED);

    @Test
    void standsWhenThePassportSignedIt() {
        assertThat(delegation.verify(NOW).isAllowed()).isTrue();
    }

    @Test
    void survivesBeingWrittenAndRead() throws ProtocolException {
        assertThat(Delegation.parse(delegation.bytes())).isEqualTo(delegation);
    }

    @Test
    void isTheSameBytesForTheSameWords() {
        Delegation again = Delegation.issue(ADA.passportKey(), ADA.peer(), "laptop", DELEGATED.plusMillis(999));

        assertThat(again.bytes()).isEqualTo(delegation.bytes());
    }

    @Test
    void refusesSomebodyElsesSignature() {
        Delegation forged = new Delegation(BEN.did(), ADA.peer(), "laptop", DELEGATED, delegation.signature());

        assertThat(forged.verify(NOW))
                .isEqualTo(Verdict.refused("the passport " + BEN.did() + " did not sign for the device “laptop”"));
    }

    @Test
    void refusesWordsThatWereChangedAfterwards() {
        Signature signature = delegation.signature();

        assertThat(new Delegation(ADA.did(), BEN.peer(), "laptop", DELEGATED, signature)
                        .verify(NOW)
                        .isAllowed())
                .isFalse();
        assertThat(new Delegation(ADA.did(), ADA.peer(), "phone", DELEGATED, signature)
                        .verify(NOW)
                        .isAllowed())
                .isFalse();
        assertThat(new Delegation(ADA.did(), ADA.peer(), "laptop", NOW, signature)
                        .verify(NOW)
                        .isAllowed())
                .isFalse();
    }

    @Test
    void refusesTheFutureButBearsWithSlowClocks() {
        assertThat(delegation.verify(DELEGATED.minusSeconds(599)).isAllowed()).isTrue();
        assertThat(delegation.verify(DELEGATED.minusSeconds(601)))
                .asString()
                .startsWith("refused: the delegation of the device “laptop” is dated 2026-11-01T00:00:00Z")
                .contains("one of the two clocks is wrong");
    }

    @Test
    void needsADeviceKeyOfItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Delegation.issue(
                        ADA.passportKey(), PeerId.of(ADA.passportKey().verifyingKey()), "laptop", DELEGATED))
                .withMessageContaining("a key of its own");
    }

    @Test
    void needsAnEd25519Device() throws ProtocolException {
        PeerId hashed = PeerId.fromBytes(Multihash.sha256(new byte[] {1}).bytes());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Delegation.issue(ADA.passportKey(), hashed, "laptop", DELEGATED))
                .withMessageContaining("another kind");
    }

    @Test
    void staysWithinItsBound() {
        Delegation longest = Delegation.issue(
                ADA.passportKey(), ADA.peer(), "n".repeat(64), Instant.ofEpochSecond(Moments.MAX_SECONDS));

        assertThat(longest.bytes()).hasSize(Delegation.MAX_BYTES);
    }

    @Test
    void namesTheFieldThatIsWrong() {
        Ipld unknownVersion = Ipld.fields().put("v", 2).build();
        Ipld controlled = Ipld.fields()
                .put("v", 1)
                .put("by", new byte[32])
                .put("key", ADA.deviceKey().verifyingKey().raw())
                .put("name", "lap\ntop")
                .put("at", 0)
                .put("sig", new byte[64])
                .build();

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Delegation.parse(DagCbor.encode(unknownVersion)))
                .withMessageContaining("delegation: field v");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Delegation.parse(DagCbor.encode(controlled)))
                .withMessageContaining("without control characters");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Delegation.parse(new byte[Delegation.MAX_BYTES + 1]));
    }

    @Test
    void answersAnyDamageWithAReason() {
        ForAll.forAllDamaged(delegation.bytes(), 3000, bytes -> {
            Delegation read = Delegation.parse(bytes);
            assertThat(read.equals(delegation) || !read.verify(NOW).isAllowed()).isTrue();
        });
    }
}
