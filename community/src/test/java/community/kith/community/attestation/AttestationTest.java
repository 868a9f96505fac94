package community.kith.community.attestation;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.check.Property;
import community.kith.base.crypto.SigningKey;
import community.kith.base.json.Json;
import community.kith.base.json.JsonReader;
import community.kith.community.identity.Passport;
import community.kith.community.identity.Verdict;
import community.kith.community.revocation.Revocation;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AttestationTest {
    private static final UUID NUMBER = UUID.fromString("0b8f2d0e-6f1c-4a53-9d7e-3c1a5e2b7f60");
    private static final SigningKey ROOT = SigningKey.fromSeed(seed(1));

    private static byte[] seed(int each) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) each);
        return seed;
    }

    /// The one in docs/spec/attestation.md.
    static Attestation example() {
        var claim = new Claim(BEN.did(), "Ben", "repairs bicycles", Optional.of(NOW.plus(Duration.ofDays(365))));
        return Attestation.issue(new Passport(ADA.did(), "Ada"), ROOT, claim, NOW, NUMBER);
    }

    @Test
    void saysWhatTheSpecificationShows() throws ProtocolException {
        assertThat(new String(example().bytes(), StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "@context": [
                    "https://www.w3.org/ns/credentials/v2",
                    "https://www.w3.org/ns/credentials/undefined-terms/v2"
                  ],
                  "id": "urn:uuid:0b8f2d0e-6f1c-4a53-9d7e-3c1a5e2b7f60",
                  "type": [
                    "VerifiableCredential",
                    "KithAttestation"
                  ],
                  "issuer": {
                    "id": "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
                    "name": "Ada"
                  },
                  "validFrom": "2026-11-21T12:00:00Z",
                  "validUntil": "2027-11-21T12:00:00Z",
                  "credentialSubject": {
                    "id": "did:key:z6Mko9hTggMwjSTEaJaPUfE6tqcy2xvU6BnNq3e3o8qVBiyH",
                    "name": "Ben",
                    "says": "repairs bicycles"
                  },
                  "credentialStatus": {
                    "type": "KithRevocation"
                  },
                  "proof": {
                    "type": "DataIntegrityProof",
                    "cryptosuite": "eddsa-jcs-2022",
                    "created": "2026-11-21T12:00:00Z",
                    "verificationMethod": "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX#z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
                    "proofPurpose": "assertionMethod",
                    "@context": [
                      "https://www.w3.org/ns/credentials/v2",
                      "https://www.w3.org/ns/credentials/undefined-terms/v2"
                    ],
                    "proofValue": "z2kgKMomG7avC9HuX9UfWaadeVXMuzXwzLQwsyAiDR3bKRRfns6HqVwVoqYBJgb73vw4ezJGL1wcXm6mXrEzfn12C"
                  }
                }
                """);
        assertThat(example().id().toString()).isEqualTo("bafkreidsjqe4r2t6na3oibqnr3stb2o22ctasyp2rctrnn2qrtev75w2qm");
    }

    @Test
    void isReadAsItWasWritten() throws ProtocolException {
        Attestation read = Attestation.parse(example().bytes());

        assertThat(read).isEqualTo(example());
        assertThat(read.verify(NOW)).isEqualTo(Verdict.allowed());
        assertThat(read.subject()).contains(BEN.did());
        assertThat(read.says()).isEqualTo("repairs bicycles");
    }

    @Test
    void countsFromWhenItIsSignedUntilItEnds() {
        assertThat(example().verify(NOW.minusSeconds(601)).isAllowed()).isFalse();
        assertThat(example().verify(NOW.plus(Duration.ofDays(365))))
                .isEqualTo(Verdict.refused("it ended at 2027-11-21T12:00:00Z"));
        assertThat(example().genuine(NOW.plus(Duration.ofDays(365))).isAllowed())
                .isTrue();
    }

    @Test
    void isNothingWhenAnyWordWasChanged() {
        String text = new String(example().bytes(), StandardCharsets.UTF_8);
        Property.forAll(2_000, random -> random.nextInt(text.length()), at -> {
            char[] changed = text.toCharArray();
            changed[at] = changed[at] == 'x' ? 'y' : 'x';
            try {
                Attestation other = Attestation.parse(new String(changed).getBytes(StandardCharsets.UTF_8));
                assertThat(other.verify(NOW).isAllowed()).isFalse();
            } catch (ProtocolException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        });
    }

    @Test
    void spacesAndTheOrderOfNamesDoNotMatter() throws ProtocolException {
        Json.Obj json = JsonReader.object(example().bytes());
        Json.Obj other = Json.Obj.empty();
        for (String name : json.members().sequencedKeySet().reversed()) {
            other = other.with(name, json.get(name).orElseThrow());
        }
        byte[] tight = community.kith.base.json.Jcs.bytes(other);

        assertThat(Attestation.parse(tight).verify(NOW).isAllowed()).isTrue();
        assertThat(Attestation.parse(tight).id()).isEqualTo(example().id());
    }

    @Test
    void nobodyCanSayItInAnothersName() throws ProtocolException {
        Json.Obj document = example().secured().document();
        SecuredDocument forged = SecuredDocument.sign(document, SigningKey.fromSeed(seed(7)), NOW);

        Verdict verdict = Attestation.parse(forged.json().pretty().getBytes(StandardCharsets.UTF_8))
                .verify(NOW);

        assertThat(verdict).isInstanceOf(Verdict.Refused.class).asString().contains("is signed by");
    }

    @Test
    void aProofForAnotherPurposeOrSuiteIsNone() {
        for (List<String> change : List.of(
                List.of("\"assertionMethod\"", "\"authentication\""),
                List.of("\"eddsa-jcs-2022\"", "\"eddsa-rdfc-2022\""),
                List.of("\"DataIntegrityProof\"", "\"Ed25519Signature2020\""),
                List.of("credentials/v2", "credentials/v1"))) {
            String text =
                    new String(example().bytes(), StandardCharsets.UTF_8).replace(change.getFirst(), change.getLast());
            assertThatThrownBy(() -> Attestation.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void nothingCanBeAddedBesideWhatWasSigned() throws ProtocolException {
        Json.Obj json = JsonReader.object(example().bytes()).with("also", "is rich");

        assertThat(Attestation.parse(json.pretty().getBytes(StandardCharsets.UTF_8))
                        .verify(NOW)
                        .isAllowed())
                .isFalse();
    }

    @Test
    void saysOneVisibleLine() {
        for (String wrong : List.of("", "  ", "two\nlines", "x".repeat(501), "turned \u202e around")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Claim(BEN.did(), "Ben", wrong, Optional.empty()));
        }
    }

    @Test
    void isTakenBackByItsIssuersDevicesAndSaysSoForEver() throws ProtocolException {
        Revocation revocation = Revocation.sign(
                ADA.device().delegation(), ADA.deviceKey(), example().id(), NOW, "moved away");

        assertThat(Revocation.parse(revocation.bytes())).isEqualTo(revocation);
        assertThat(revocation.verify(NOW.plus(Duration.ofDays(9_999))).isAllowed())
                .isTrue();
        assertThat(revocation.revoker()).isEqualTo(ADA.did());
        assertThat(Revocation.sign(
                                ADA.device().delegation(),
                                BEN.deviceKey(),
                                example().id(),
                                NOW,
                                "")
                        .verify(NOW)
                        .isAllowed())
                .isFalse();
        assertThat(HexFormat.of().formatHex(revocation.bytes()))
                .isEqualTo(
                        "a66176016261741a6b0187c0626279a66176016261741a6ae6810062627958208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c636b6579582093db9f2ee0f7e39e942fb59441190bf20b9c43cfcc8a051a152499cf392b7a37637369675840ce9a1653ecb2b9d2f73121dcac4c7ed303a3e1e318bf9f5acd0cb4f9b0a2f06abe34396e89922f2bc491a419a2a4aa4d89323a88a05c76f0da77f2e375ce5306646e616d65666c6170746f70637369675840725f88844c9c9030718e313dd7f880027e686e47276adbf29fd76c1c594ad364be8b33f3d89a13616b3379cf977b5e8f4df10e8baf27f8d06d89b26188488e05637768796a6d6f76656420617761796477686174d82a58250001551220724c09c8ea7e6836e4060d8ee530e9dad0a60961fa88a716b7508cc95ff6da83");
    }

    @Tag("fuzz")
    @Test
    void takesNothingAmiss() {
        Fuzz.bytes(List.of(example().bytes()), Attestation::parse);
        Fuzz.bytes(
                List.of(Revocation.sign(
                                ADA.device().delegation(),
                                ADA.deviceKey(),
                                example().id(),
                                NOW,
                                "x")
                        .bytes()),
                Revocation::parse);
    }
}
