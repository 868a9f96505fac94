package community.kith.node.steward;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Assignment;
import community.kith.node.exchange.Deputy;
import community.kith.node.exchange.Fetched;
import community.kith.node.exchange.Placed;
import community.kith.node.exchange.Reported;
import community.kith.node.work.Together;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.DamagedBlobException;
import community.kith.store.care.Membership;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes lost shards anew from k others, sealed as they are, and brings them to new holders in the owner's name. No key
/// is needed for any of it, and none is there.
final class Mending {
    private static final int AT_ONCE = 4;

    private final Deputy deputy;
    private final Blobs mine;
    private final PeerId me;

    Mending(Deputy deputy, Blobs mine, PeerId me) {
        this.deputy = deputy;
        this.mine = mine;
        this.me = me;
    }

    /// @return what holders signed for
    /// @throws IOException when fewer than k shards can be had
    List<Reported> bring(Membership member, List<Assignment> rows, Whereabouts where) throws IOException {
        Stripe stripe = member.stripe();
        byte[] @Nullable [] shards = fetch(stripe, where);
        return Together.map(rows, AT_ONCE, row -> bring(member, row, made(stripe, row.row(), shards))).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Reported> bring(Membership member, Assignment row, byte[] shard) {
        Cid cid = member.stripe().shards().get(row.row());
        try {
            return switch (deputy.put(row.holder(), cid, shard, member)) {
                case Placed.Stored stored ->
                    Optional.of(new Reported(member.stripe().id(), row.row(), stored.receipt()));
                case Placed.Refused refused -> {
                    debug(row.holder() + " does not take a shard: " + refused.refusal());
                    yield Optional.empty();
                }
            };
        } catch (IOException e) {
            debug(row.holder() + " could not be given a shard: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// One shard, made from any k others; what does not have its name is not handed on.
    private static byte[] made(Stripe stripe, int row, byte[] @Nullable [] shards) throws IOException {
        byte[] there = shards[row];
        if (there != null) {
            return there;
        }
        byte[] made = new byte[stripe.shardBytes()];
        new ReedSolomon(stripe.k(), stripe.n()).rebuild(row, shards, made, 0, made.length);
        if (!Cid.ofRaw(made).equals(stripe.shards().get(row))) {
            throw new ProtocolException("the shards of " + stripe.id() + " do not belong together");
        }
        return made;
    }

    /// k shards by row, each checked against its name.
    private byte[] @Nullable [] fetch(Stripe stripe, Whereabouts where) throws IOException {
        byte[] @Nullable [] shards = new byte[stripe.n()] @Nullable [];
        List<Integer> untried = new ArrayList<>();
        for (int row = 0; row < stripe.n(); row++) {
            if (!where.at(stripe.shards().get(row)).isEmpty()) {
                untried.add(row);
            }
        }
        int found = 0;
        while (found < stripe.k()) {
            if (untried.isEmpty()) {
                throw new IOException(
                        "only %d of %d shards of %s are to be had".formatted(found, stripe.k(), stripe.id()));
            }
            List<Integer> some = List.copyOf(untried.subList(0, Math.min(stripe.k() - found, untried.size())));
            untried.removeAll(some);
            List<Optional<byte[]>> got = Together.map(some, AT_ONCE, row -> fetch(stripe, row, where));
            for (int i = 0; i < some.size(); i++) {
                if (got.get(i).isPresent()) {
                    shards[some.get(i)] = got.get(i).get();
                    found++;
                }
            }
        }
        return shards;
    }

    private Optional<byte[]> fetch(Stripe stripe, int row, Whereabouts where) throws IOException {
        Cid cid = stripe.shards().get(row);
        for (PeerId holder : where.at(cid)) {
            Optional<byte[]> shard = holder.equals(me) ? own(cid, stripe.shardBytes()) : theirs(holder, cid, stripe);
            if (shard.isPresent() && shard.get().length == stripe.shardBytes()) {
                return shard;
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> own(Cid cid, int sizeBytes) throws IOException {
        try {
            return mine.read(cid, sizeBytes);
        } catch (DamagedBlobException e) {
            debug("a shard on this disk went bad: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<byte[]> theirs(PeerId holder, Cid cid, Stripe stripe) {
        byte[] bytes = new byte[stripe.shardBytes()];
        try {
            return deputy.get(holder, cid, bytes, 0, bytes.length) instanceof Fetched.Found found
                            && found.blobBytes() == bytes.length
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IOException e) {
            debug(holder + " does not give a shard: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void debug(String what) {
        System.getLogger(Mending.class.getName()).log(System.Logger.Level.DEBUG, what);
    }
}
