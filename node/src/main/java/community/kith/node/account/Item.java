package community.kith.node.account;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.trust.Bond;
import community.kith.node.api.FileInfo;
import community.kith.node.ledger.Audience;
import community.kith.store.chunk.Salt;
import community.kith.store.manifest.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One thing of an [Account]. The kinds come in the order in which they are listed here.
public sealed interface Item {

    /// Whose it is; the first of every account.
    ///
    /// @param salt what the chunks of this passport's contents are found again by
    /// @param household empty when nobody said
    record Owner(Did passport, String name, Salt salt, String household) implements Item {}

    /// What the owner has set, by the name it has in `config.properties`.
    record Setting(String name, String value) implements Item {}

    /// Somebody I have a bond with.
    ///
    /// @param gives bytes of my disk that are theirs to use
    /// @param given bytes of their disk that are mine to use, as they last said
    record Friend(Bond bond, List<Place> devices, long gives, long given, String household) implements Item {
        public Friend {
            devices = List.copyOf(devices);
        }
    }

    /// A device, and where it was last seen.
    record Place(PeerId device, List<Multiaddr> addresses) {
        public Place {
            addresses = List.copyOf(addresses);
        }
    }

    /// Who looks after my shards when I am away.
    record Steward(PeerId device, Did person, Instant since) implements Item {}

    /// A denylist that I publish or follow.
    record Followed(SignedDenylist list) implements Item {}

    /// A folder that snapshots are taken of.
    ///
    /// @param keep which are kept, as `kith backup` writes it
    record Series(String path, Duration every, String keep) implements Item {}

    /// A file that I put or keep.
    ///
    /// @param mine whether I put it; otherwise I keep it for somebody
    /// @param source where it was put from; empty for streams and what others put
    /// @param newBytes plain bytes that no file before it had
    /// @param removed when it was removed, if it was
    record Kept(
            Link link,
            String name,
            FileInfo.Kind kind,
            long sizeBytes,
            long entries,
            Instant created,
            Audience audience,
            Availability availability,
            Shape shape,
            boolean mine,
            String source,
            long newBytes,
            Optional<Instant> removed)
            implements Item {}

    /// A snapshot that was taken of the folder at `path`.
    record Snapshot(String path, Cid manifest, Instant taken) implements Item {}
}
