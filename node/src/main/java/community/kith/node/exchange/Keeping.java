package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import community.kith.community.layer.Layer;
import community.kith.community.right.Conditions;
import community.kith.community.right.Coverage;
import community.kith.community.right.Deed;
import community.kith.community.right.Right;
import community.kith.community.right.RightTerms;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Claim;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Incoming;
import community.kith.node.ledger.LedgerException;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.DamagedBlobException;
import community.kith.store.blob.StorageFullException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps what visitors place here, and lets go of it again.
final class Keeping {
    private static final Logger LOG = System.getLogger(Keeping.class.getName());

    private final Identity me;
    private final Holdings holdings;
    private final Blobs blobs;
    private final Reservations reservations;
    private final Denials denials;
    /// Whether I keep anything for people beyond my bonds.
    private final boolean gives;
    private final RightsShown rights;
    private final InstantSource clock;

    Keeping(Identity me, Shelves shelves, RightsShown rights, InstantSource clock) {
        this.me = me;
        this.holdings = shelves.holdings();
        this.blobs = shelves.blobs();
        this.reservations = shelves.reservations();
        this.denials = shelves.terms().denials();
        this.gives = shelves.terms().budgets().giftBytes() > 0;
        this.rights = rights;
        this.clock = clock;
    }

    /// Where things are kept, and on what terms.
    record Shelves(Holdings holdings, Blobs blobs, Reservations reservations, Terms terms) {}

    /// Ends the visitor's claims, whatever has become of our bond.
    Answer.Deleted delete(Visitor visitor, List<Cid> cids) throws IOException {
        Set<Cid> released = new HashSet<>(holdings.release(visitor.did(), cids));
        return new Answer.Deleted(Bits.where(cids.size(), i -> released.contains(cids.get(i))));
    }

    /// What the visitor may use, or the owner whose right to repair the visitor shows.
    Answer room(Visitor visitor, Request.Room request) throws IOException {
        if (rights.allow(request.right(), visitor.did(), Deed.AUDIT) instanceof Verdict.Refused no) {
            return refused(Refusal.Code.RIGHT, no.reason());
        }
        Did owner = request.right().map(Right::owner).orElse(visitor.did());
        boolean guest = gives && request.right().isEmpty();
        return visitor.isKnown(owner) || guest
                ? new Answer.Offer(reservations.room(tenant(visitor, owner)), clock.instant())
                : stranger();
    }

    /// Says go and takes the bytes, or says why not.
    Answer put(Conversation talk, Visitor visitor, Request.Put put) throws IOException {
        Optional<Answer> known = answerAtOnce(visitor, put);
        if (known.isPresent()) {
            return known.get();
        }
        return switch (reserve(visitor, put)) {
            case Reservations.Outcome.Refused no -> new Answer.Refused(no.refusal());
            case Reservations.Outcome.Reserved yes -> {
                try (Reservations.Reservation room = yes.reservation();
                        Incoming incoming = holdings.incoming(put.cid())) {
                    yield isHereForThem(visitor, put)
                            ? promise(visitor, put, room, incoming)
                            : receive(talk, visitor, put, room, incoming);
                }
            }
        };
    }

    private Reservations.Outcome reserve(Visitor visitor, Request.Put put) throws IOException {
        Reservations.Tenant tenant = tenant(visitor, owner(visitor, put));
        if (put.by().isEmpty()) {
            return reservations.reserve(tenant, put.sizeBytes());
        }
        Right right = put.by().get().right();
        return reservations.reserve(
                tenant, put.sizeBytes(), visitor.did(), right.terms().coverage().maxBytes());
    }

    private Reservations.Tenant tenant(Visitor visitor, Did owner) throws IOException {
        if (owner.equals(me.passport())) {
            return new Reservations.Tenant(owner, Layer.SOVEREIGN, "");
        }
        return visitor.isKnown(owner)
                ? new Reservations.Tenant(owner, Layer.RECIPROCAL, "")
                : new Reservations.Tenant(owner, Layer.GIFT, holdings.doorOf(owner, visitor.door()));
    }

    private Optional<Answer> answerAtOnce(Visitor visitor, Request.Put put) throws IOException {
        Optional<Denials.Denial> denied = visitor.isMe() ? Optional.empty() : denials.denied(put.cid());
        if (denied.isPresent()) {
            denials.used(put.cid(), denied.get(), Denials.Action.ACCEPT);
            return Optional.of(new Answer.Refused(denied.get().refusal()));
        }
        if (mayAct(visitor, put) instanceof Verdict.Refused no) {
            return Optional.of(refused(Refusal.Code.RIGHT, no.reason()));
        }
        boolean known = visitor.isKnown(owner(visitor, put));
        if (!known && (!gives || put.by().isPresent())) {
            return Optional.of(stranger());
        }
        if (mayHold(visitor, put) instanceof Verdict.Refused no) {
            return Optional.of(refused(Refusal.Code.REACH, no.reason()));
        }
        return already(visitor, put);
    }

    /// Whether what is placed in somebody's name is what their right covers, on their conditions.
    private Verdict mayAct(Visitor visitor, Request.Put put) throws IOException {
        if (put.by().isEmpty()) {
            return Verdict.allowed();
        }
        Request.Deputed by = put.by().get();
        Coverage covers = by.right().terms().coverage();
        Conditions conditions = by.right().terms().conditions();
        return rights.allow(by.right(), visitor.did(), Deed.REPAIR)
                .and(() -> Verdict.when(
                        by.member().has(put.cid(), put.sizeBytes())
                                && by.member().isUnder(covers.root()),
                        () -> "this right does not cover this shard"))
                .and(() -> Verdict.when(
                        put.reach() == conditions.reach() && put.named().equals(conditions.named()),
                        () -> "this right is for other readers than these"));
    }

    private Verdict mayHold(Visitor visitor, Request.Put put) throws IOException {
        if (put.by().isEmpty()) {
            return visitor.isKnown() ? visitor.mayPlace(put.reach()) : visitor.mayGive(audience(visitor, put));
        }
        RightTerms terms = put.by().get().right().terms();
        return visitor.mayBeHeld(terms.conditions().availability(), terms.owner());
    }

    private Optional<Answer> already(Visitor visitor, Request.Put put) throws IOException {
        Optional<Claim> claim = holdings.claim(put.cid(), audience(visitor, put));
        // A copy that went missing or bad here is taken again rather than promised again.
        return claim.isEmpty() || !isWhole(put.cid())
                ? Optional.empty()
                : Optional.of(new Answer.Already(Receipt.parse(claim.get().receipt())));
    }

    private boolean isWhole(Cid cid) throws IOException {
        try {
            return blobs.verify(cid);
        } catch (DamagedBlobException e) {
            LOG.log(Level.WARNING, "a blob that was kept for somebody went bad on this disk", e);
            return false;
        }
    }

    /// Whether the bytes are here and the visitor could have them for the asking: who may read them need not send them
    /// again. Anybody else must, or a CID overheard would be a way to get at its bytes.
    private boolean isHereForThem(Visitor visitor, Request.Put put) throws IOException {
        return blobs.size(put.cid()).orElse(-1) == put.sizeBytes()
                && visitor.rights().mayRead(holdings.audiences(put.cid())).isAllowed()
                && isWhole(put.cid());
    }

    private Answer receive(
            Conversation talk, Visitor visitor, Request.Put put, Reservations.Reservation room, Incoming incoming)
            throws IOException {
        talk.write(new Answer.Go().toIpld());
        talk.flush();
        Optional<Refusal> failure = store(talk, put);
        if (failure.isPresent()) {
            return new Answer.Refused(failure.get());
        }
        return promise(visitor, put, room, incoming);
    }

    private Answer promise(Visitor visitor, Request.Put put, Reservations.Reservation room, Incoming incoming)
            throws IOException {
        Instant now = clock.instant();
        Receipt receipt = Receipt.sign(me.deviceKey(), put.cid(), put.sizeBytes(), owner(visitor, put), now);
        Claim promise = new Claim(put.cid(), put.sizeBytes(), audience(visitor, put), now, receipt.bytes());
        try {
            Claim holding = room.claim(incoming, promise);
            return new Answer.Kept(Receipt.parse(holding.receipt()));
        } catch (LedgerException e) {
            LOG.log(Level.WARNING, "could not promise to keep " + put.cid(), e);
            return refused(Refusal.Code.DISK, "the holder's ledger could not take it down");
        }
    }

    private Optional<Refusal> store(Conversation talk, Request.Put put) throws IOException {
        try (Conversation.Body body = talk.body(put.sizeBytes())) {
            Optional<Refusal> failure = store(put.cid(), body, put.sizeBytes());
            body.drain();
            return failure;
        }
    }

    private Optional<Refusal> store(Cid cid, Conversation.Body body, int sizeBytes) throws IOException {
        try {
            blobs.put(cid, body, sizeBytes);
            return Optional.empty();
        } catch (IOException e) {
            if (body.failed()) {
                throw e;
            }
            return Optional.of(meaning(cid, e));
        }
    }

    private static Refusal meaning(Cid cid, IOException failure) {
        if (failure instanceof ProtocolException) {
            return new Refusal(Refusal.Code.HASH, "the bytes are not those of " + cid);
        }
        if (failure instanceof StorageFullException) {
            return new Refusal(Refusal.Code.DISK, "the holder's disk is full");
        }
        LOG.log(Level.WARNING, "could not write the blob " + cid, failure);
        return new Refusal(Refusal.Code.DISK, "the holder's disk failed");
    }

    private static Audience audience(Visitor visitor, Request.Put put) {
        return new Audience(owner(visitor, put), put.reach(), put.named());
    }

    private static Did owner(Visitor visitor, Request.Put put) {
        return put.by().map(by -> by.right().owner()).orElse(visitor.did());
    }

    private static Answer stranger() {
        return refused(Refusal.Code.REACH, "I keep nothing for people without a bond to me");
    }

    private static Answer refused(Refusal.Code code, String reason) {
        return new Answer.Refused(new Refusal(code, reason));
    }
}
