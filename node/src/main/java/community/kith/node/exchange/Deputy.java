package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.right.Conditions;
import community.kith.community.right.Right;
import community.kith.store.blob.Challenge;
import community.kith.store.care.Membership;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;

/// Asks holders in the name of an owner, by a right that the owner gave. What the right does not allow, holders refuse
/// with its reason; everything else is as with [ShardClient].
public final class Deputy {
    private final ShardClient client;
    private final Right right;

    Deputy(ShardClient client, Right right) {
        this.client = client;
        this.right = right;
    }

    /// Those of the CIDs that the holder says it has for the owner.
    public SequencedSet<Cid> have(PeerId peer, Collection<Cid> cids) throws IOException {
        return client.have(peer, cids, Optional.of(right));
    }

    /// Fetches a whole shard as it is and checks it against its name; takes a right to repair.
    public Fetched get(PeerId peer, Cid cid, byte[] into, int offset, int maxBytes) throws IOException {
        return client.get(peer, new Request.Get(cid, 0, OptionalLong.of(maxBytes), Optional.of(right)), into, offset);
    }

    public Proven prove(PeerId peer, Cid cid, Challenge challenge) throws IOException {
        return client.prove(peer, cid, challenge, Optional.of(right));
    }

    /// Asks a holder to keep a shard for the owner.
    ///
    /// @param member shows that the right covers the shard
    public Placed put(PeerId peer, Cid cid, byte[] bytes, Membership member) throws IOException {
        Conditions conditions = right.terms().conditions();
        Request.Put put = new Request.Put(
                cid,
                bytes.length,
                conditions.reach(),
                conditions.named(),
                Optional.of(new Request.Deputed(right, member)));
        return client.put(peer, put, bytes, 0);
    }

    /// What the owner may use of a holder's disk.
    public Room room(PeerId peer) throws IOException {
        return client.room(peer, Optional.of(right));
    }
}
