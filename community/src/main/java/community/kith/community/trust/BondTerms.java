package community.kith.community.trust;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.time.Instant;
import java.util.List;

/// What both sides of a bond sign: the same bytes, naming both.
///
/// @param formed when the proposer wrote them down, in whole seconds
/// @param a who proposes
/// @param b who is asked
public record BondTerms(BondKind kind, Instant formed, Party a, Party b) {
    static final int VERSION = 1;
    private static final String DOMAIN = "bond/1";

    public BondTerms {
        formed = Moments.seconds(formed);
        if (a.did().equals(b.did())) {
            throw new IllegalArgumentException("a bond needs two people, and both sides are " + a.did());
        }
        if (a.peer().equals(b.peer())) {
            throw new IllegalArgumentException("a bond needs two devices, and both sides use " + a.peer());
        }
    }

    /// The bond's name: the hash of these terms, so that it does not depend on how anybody signed.
    public Cid id() {
        return Cid.dagCbor(DagCbor.encode(statement()));
    }

    /// @throws IllegalArgumentException when the key is not that party's device's
    Signature sign(Party as, SigningKey device) {
        if (!device.verifyingKey().equals(as.device().delegation().deviceKey())) {
            throw new IllegalArgumentException("this key is not that of " + as.name() + "'s device " + as.peer());
        }
        return Signature.sign(device, DOMAIN, statement());
    }

    /// Whether that party's device signed these terms and its passport vouches for it.
    Verdict signedBy(Party party, Signature signature, Instant now) {
        return party.device()
                .delegation()
                .verify(now)
                .and(() -> Verdict.when(
                        signature.isBy(party.device().delegation().deviceKey(), DOMAIN, statement()),
                        () -> party.name() + " did not sign this bond"));
    }

    /// Whether the dates can be: no device signs before its passport vouched for it, nor tomorrow.
    Verdict timely(Instant now) {
        Verdict verdict = Moments.notAfter(now, "the bond", formed);
        for (Party party : List.of(a, b)) {
            verdict = verdict.and(() -> Moments.notAfter(
                    formed,
                    "the delegation of " + party.name() + "'s device",
                    party.device().delegation().issued()));
        }
        return verdict;
    }

    FieldsBuilder fields(Ipld a, Ipld b) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("kind", kind.label())
                .put("at", formed.getEpochSecond())
                .put("a", a)
                .put("b", b);
    }

    private Ipld statement() {
        return fields(a.fields().build(), b.fields().build()).build();
    }
}
