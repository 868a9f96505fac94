package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.node.api.FileInfo;
import community.kith.node.ledger.Audience;
import java.time.Instant;

/// A file that this node looks after.
///
/// @param id its key in the catalog
/// @param link the capability that opens it
/// @param reference how the ledger's references to local blobs call it
/// @param audience whose it is and who it is for
/// @param availability who may hold it
/// @param copies how many holders the manifest shall have
/// @param segments how many coded segments it has, an index of large folders included
/// @param mine whether I put it; otherwise I keep it for somebody
/// @param reasoning why it has this shape
record StoredFile(
        long id,
        Cid manifest,
        String reference,
        String link,
        String name,
        FileInfo.Kind kind,
        long sizeBytes,
        long entries,
        Instant created,
        Audience audience,
        Availability availability,
        Shape shape,
        int copies,
        int segments,
        boolean mine,
        String reasoning) {
    /// How holders and the ledger call the manifest among the segments.
    static final int MANIFEST = -1;

    /// The shape in which a segment is spread: the manifest is copied.
    Shape shapeOf(int segment) {
        return segment == MANIFEST ? new Shape(1, copies) : shape;
    }
}
