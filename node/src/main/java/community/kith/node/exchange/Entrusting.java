package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Verdict;
import community.kith.community.right.Right;
import community.kith.node.ledger.Holdings;
import community.kith.store.blob.Blobs;
import community.kith.store.care.StripeList;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Takes rights that owners give to my person, lets them be taken back, and hears what stewards did for me.
final class Entrusting {
    private final Identity me;
    private final Holdings holdings;
    private final Blobs blobs;
    private final RightsShown rights;
    private final InstantSource clock;
    private volatile Optional<Reports> reports = Optional.empty();

    Entrusting(Identity me, Holdings holdings, Blobs blobs, RightsShown rights, InstantSource clock) {
        this.me = me;
        this.holdings = holdings;
        this.blobs = blobs;
        this.rights = rights;
        this.clock = clock;
    }

    void reportTo(Reports hearer) {
        reports = Optional.of(hearer);
    }

    Answer entrust(Visitor visitor, Right right) throws IOException {
        if (!visitor.isKnown()) {
            return refused(Refusal.Code.REACH, "I look after nothing for people without a bond to me");
        }
        Verdict verdict = isTheirs(visitor, right)
                .and(() -> Verdict.when(
                        right.terms().grantee().equals(me.passport()), () -> "this right is somebody else's"));
        if (verdict instanceof Verdict.Refused no) {
            return refused(Refusal.Code.RIGHT, no.reason());
        }
        Optional<byte[]> list = list(right);
        if (list.isEmpty()) {
            return new Answer.Missing();
        }
        if (check(list.get(), right) instanceof Verdict.Refused no) {
            return refused(Refusal.Code.RIGHT, no.reason());
        }
        if (holdings.entrusted().isWithdrawn(right)) {
            return refused(Refusal.Code.RIGHT, "this right was taken back");
        }
        return holdings.entrusted().add(right, clock.instant())
                ? new Answer.Noted()
                : refused(Refusal.Code.QUOTA, "I look after too many lists of yours already");
    }

    Answer withdraw(Visitor visitor, Right right) throws IOException {
        if (isTheirs(visitor, right) instanceof Verdict.Refused no) {
            return refused(Refusal.Code.RIGHT, no.reason());
        }
        if (!visitor.isKnown()) {
            // A stranger may end what they gave me, and fill no table of mine.
            holdings.entrusted().drop(right);
            return new Answer.Noted();
        }
        return holdings.entrusted().withdraw(right, clock.instant())
                ? new Answer.Noted()
                : refused(Refusal.Code.QUOTA, "too many rights were taken back");
    }

    /// What was signed for somebody else, or is not signed at all, is left out.
    Answer report(Visitor visitor, List<Reported> rows) throws IOException {
        if (!visitor.isKnown()) {
            return stranger();
        }
        List<Reported> mine = rows.stream()
                .filter(row -> row.receipt().owner().equals(me.passport())
                        && row.receipt().verify(clock.instant()).isAllowed())
                .toList();
        if (reports.isPresent()) {
            reports.get().placed(visitor.did(), mine);
        }
        return new Answer.Noted();
    }

    Answer leaving(Visitor visitor, PeerId device) throws IOException {
        if (!visitor.isKnown()) {
            return stranger();
        }
        if (reports.isPresent()) {
            reports.get().leaving(device);
        }
        return new Answer.Noted();
    }

    Answer parting(Visitor visitor, PeerId device, List<Cid> cids) throws IOException {
        if (!visitor.isKnown()) {
            return stranger();
        }
        if (reports.isPresent()) {
            reports.get().parting(device, cids);
        }
        return new Answer.Noted();
    }

    private static Answer stranger() {
        return refused(Refusal.Code.REACH, "I hear nothing from people without a bond to me");
    }

    private Verdict isTheirs(Visitor visitor, Right right) {
        return Verdict.when(right.owner().equals(visitor.did()), () -> "this right is not yours to give")
                .and(() -> rights.believe(right));
    }

    /// The list must be a claim of the owner: what is paid for by their pledge.
    private Optional<byte[]> list(Right right) throws IOException {
        Cid cid = right.terms().coverage().list();
        return holdings.claim(cid, right.owner()).isEmpty() ? Optional.empty() : blobs.read(cid, StripeList.MAX_BYTES);
    }

    private static Verdict check(byte[] list, Right right) {
        try {
            return Verdict.when(
                    StripeList.parse(list)
                            .tree()
                            .root()
                            .equals(right.terms().coverage().root()),
                    () -> "the list has another root than the right");
        } catch (ProtocolException e) {
            return Verdict.refused("the list cannot be read: " + e.getMessage());
        }
    }

    private static Answer refused(Refusal.Code code, String reason) {
        return new Answer.Refused(new Refusal(code, reason));
    }
}
