package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.node.ledger.Audience;
import community.kith.node.ledger.Layer;
import community.kith.node.ledger.References;
import community.kith.store.blob.Blobs;
import java.io.IOException;
import java.util.Map;

/// The blobs of my own files on this disk: each is referred to before it is written, so that none is ever lost track
/// of.
final class Shelf {
    private final Blobs blobs;
    private final References references;

    Shelf(Blobs blobs, References references) {
        this.blobs = blobs;
        this.references = references;
    }

    Blobs blobs() {
        return blobs;
    }

    /// Begins a file, or changes who may read it from here.
    void open(String reference, Audience audience) throws IOException {
        references.open(reference, Layer.SOVEREIGN, audience);
    }

    /// Announces blobs with their sizes.
    void expect(String reference, Map<Cid, Long> sizes) throws IOException {
        references.add(reference, sizes);
    }

    /// Writes one that was announced; when this returns it survives a power cut.
    void keep(Cid cid, byte[] bytes) throws IOException {
        blobs.putHashed(cid, bytes, 0, bytes.length);
    }

    /// Announces and writes a single one.
    void keep(String reference, Cid cid, byte[] bytes) throws IOException {
        references.add(reference, cid, bytes.length);
        keep(cid, bytes);
    }

    /// Forgets a file, and deletes what nobody else needs.
    void drop(String reference) throws IOException {
        references.drop(reference);
    }
}
