package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Holdings;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.Challenge;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Gives visitors what is here for them, or proof of it.
final class Reading {
    private final Holdings holdings;
    private final Blobs blobs;
    private final Denials denials;
    private final RightsShown rights;

    Reading(Holdings holdings, Blobs blobs, Denials denials, RightsShown rights) {
        this.holdings = holdings;
        this.blobs = blobs;
        this.denials = denials;
        this.rights = rights;
    }

    /// One bit each for what is here, may be given, and is for this visitor, or is whose right the visitor shows.
    Answer have(Visitor visitor, Request.Have have) throws IOException {
        if (rights.allow(have.right(), visitor.did(), Deed.AUDIT) instanceof Verdict.Refused no) {
            return new Answer.Refused(new Refusal(Refusal.Code.RIGHT, no.reason()));
        }
        Visitor.Rights allowed = visitor.rights();
        List<Cid> cids = have.cids();
        BitSet held = new BitSet(cids.size());
        for (int i = 0; i < cids.size(); i++) {
            Cid cid = cids.get(i);
            if (blobs.has(cid) && (visitor.isMe() || denials.denied(cid).isEmpty())) {
                List<Audience> audiences = holdings.audiences(cid);
                held.set(
                        i,
                        isOwnersOf(have.right(), audiences)
                                || allowed.mayRead(audiences).isAllowed());
            }
        }
        return new Answer.Held(Bits.of(held, cids.size()));
    }

    /// Answers, with the bytes behind it when there are any.
    void get(Conversation talk, Visitor visitor, Request.Get get) throws IOException {
        Optional<Answer> no = obstacle(visitor, get.cid(), get.right(), Deed.REPAIR);
        if (no.isPresent()) {
            talk.write(no.get().toIpld());
            return;
        }
        OptionalLong size = blobs.size(get.cid());
        int sizeBytes = (int) Math.min(size.orElse(0), ShardProtocol.MAX_BLOB_BYTES);
        int from = (int) Math.min(get.from(), sizeBytes);
        int to = (int) Math.min(get.to().orElse(sizeBytes), sizeBytes);
        Optional<InputStream> bytes = size.isEmpty() ? Optional.empty() : blobs.open(get.cid(), from, to);
        if (bytes.isEmpty()) {
            talk.write(new Answer.Missing().toIpld());
            return;
        }
        try (InputStream source = bytes.get()) {
            talk.write(new Answer.Bytes(sizeBytes, to - from).toIpld());
            talk.send(source, to - from);
        }
    }

    /// Reads the range from the disk, whatever is remembered of it, and says its hash.
    Answer prove(Visitor visitor, Request.Prove prove) throws IOException {
        Optional<Answer> no = obstacle(visitor, prove.cid(), prove.right(), Deed.AUDIT);
        if (no.isPresent()) {
            return no.get();
        }
        OptionalLong size = blobs.size(prove.cid());
        int sizeBytes = (int) Math.min(size.orElse(0), ShardProtocol.MAX_BLOB_BYTES);
        Challenge challenge = prove.challenge();
        int from = Math.min(challenge.from(), sizeBytes);
        long to = Math.min((long) from + challenge.lengthBytes(), sizeBytes);
        Optional<InputStream> bytes = size.isEmpty() ? Optional.empty() : blobs.open(prove.cid(), from, to);
        if (bytes.isEmpty()) {
            return new Answer.Missing();
        }
        try (InputStream range = bytes.get()) {
            return new Answer.Proof(sizeBytes, challenge.answer(prove.cid(), range));
        }
    }

    private Optional<Answer> obstacle(Visitor visitor, Cid cid, Optional<Right> right, Deed deed) throws IOException {
        Optional<Denials.Denial> denied = visitor.isMe() ? Optional.empty() : denials.denied(cid);
        if (denied.isPresent()) {
            denials.used(cid, denied.get(), Denials.Action.SERVE);
            return Optional.of(new Answer.Refused(denied.get().refusal()));
        }
        if (rights.allow(right, visitor.did(), deed) instanceof Verdict.Refused no) {
            return refused(Refusal.Code.RIGHT, no.reason());
        }
        List<Audience> audiences = holdings.audiences(cid);
        if (isOwnersOf(right, audiences) || !(visitor.rights().mayRead(audiences) instanceof Verdict.Refused no)) {
            return Optional.empty();
        }
        if (!visitor.isKnown() && right.isEmpty()) {
            // The same whether it is here or not, and for whom.
            return refused(Refusal.Code.REACH, "without a bond to me only commons can be read here");
        }
        return audiences.isEmpty() || !visitor.isKnown()
                ? Optional.of(new Answer.Missing())
                : refused(Refusal.Code.REACH, no.reason());
    }

    private static boolean isOwnersOf(Optional<Right> right, List<Audience> audiences) {
        Optional<Did> owner = right.map(Right::owner);
        return owner.isPresent()
                && audiences.stream().anyMatch(one -> one.owner().equals(owner.get()));
    }

    private static Optional<Answer> refused(Refusal.Code code, String reason) {
        return Optional.of(new Answer.Refused(new Refusal(code, reason)));
    }
}
