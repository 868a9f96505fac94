package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.community.identity.Verdict;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Holdings;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Gives visitors what is here for them.
final class Reading {
    private final Holdings holdings;
    private final Blobs blobs;
    private final Denylist denylist;

    Reading(Holdings holdings, Blobs blobs, Denylist denylist) {
        this.holdings = holdings;
        this.blobs = blobs;
        this.denylist = denylist;
    }

    /// One bit each for what is here, may be given, and is for this visitor.
    Answer.Held have(Visitor visitor, List<Cid> cids) throws IOException {
        Visitor.Rights rights = visitor.rights();
        BitSet held = new BitSet(cids.size());
        for (int i = 0; i < cids.size(); i++) {
            Cid cid = cids.get(i);
            held.set(
                    i,
                    blobs.has(cid)
                            && denylist.reason(cid).isEmpty()
                            && rights.mayRead(holdings.audiences(cid)).isAllowed());
        }
        return new Answer.Held(Bits.of(held, cids.size()));
    }

    /// Answers, with the bytes behind it when there are any.
    void get(Conversation talk, Visitor visitor, Request.Get get) throws IOException {
        Optional<Answer> no = obstacle(visitor, get.cid());
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

    private Optional<Answer> obstacle(Visitor visitor, Cid cid) throws IOException {
        Optional<String> denied = denylist.reason(cid);
        if (denied.isPresent()) {
            return refused(Refusal.Code.DENYLIST, denied.get());
        }
        List<Audience> audiences = holdings.audiences(cid);
        if (!(visitor.rights().mayRead(audiences) instanceof Verdict.Refused no)) {
            return Optional.empty();
        }
        if (!visitor.isKnown()) {
            // The same whether it is here or not, and for whom.
            return refused(Refusal.Code.REACH, "without a bond to me only commons can be read here");
        }
        return audiences.isEmpty() ? Optional.of(new Answer.Missing()) : refused(Refusal.Code.REACH, no.reason());
    }

    private static Optional<Answer> refused(Refusal.Code code, String reason) {
        return Optional.of(new Answer.Refused(new Refusal(code, reason)));
    }
}
