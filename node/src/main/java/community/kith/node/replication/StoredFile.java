package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.node.api.FileInfo;
import community.kith.node.ledger.Audience;
import java.time.Instant;
import java.util.Optional;

/// A file that this node looks after.
///
/// @param id its key in the catalog
/// @param link the capability that opens it
/// @param audience whose it is and who it is for
/// @param availability who may hold it
/// @param shape of its latest segment
/// @param mine whether I put it; otherwise I keep it for somebody
/// @param reasoning why it has this shape
/// @param source where it was put from; empty for streams and what others put
/// @param newBytes plain bytes that no file before it had
/// @param removed when it was removed, if it was
/// @param released whether its bytes were let go here
record StoredFile(
        long id,
        Cid manifest,
        String link,
        String name,
        FileInfo.Kind kind,
        long sizeBytes,
        long entries,
        Instant created,
        Audience audience,
        Availability availability,
        Shape shape,
        boolean mine,
        String reasoning,
        String source,
        long newBytes,
        Optional<Instant> removed,
        boolean released) {}
