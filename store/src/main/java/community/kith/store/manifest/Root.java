package community.kith.store.manifest;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.store.seal.ContentKey;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/// The one blob that a link names: a whole manifest, or its head and where the index with the lists is.
///
/// Sealed with the link's key unless the content is plain, at most 256 KiB, kept in copies rather than coded.
public sealed interface Root {
    int MAX_BYTES = 256 * 1024;

    /// What an index may have: about 250,000 entries, or segments for a terabyte.
    int MAX_INDEX_BYTES = 32 * 1024 * 1024;

    /// Everything was in the blob.
    record Whole(Manifest manifest) implements Root {}

    /// The lists are a stream of their own, sealed and coded like the content: get it, then [#complete].
    record Spilled(About about, List<Segment> index) implements Root {
        public Spilled {
            index = List.copyOf(index);
            long indexBytes = indexBytes(index);
            if (indexBytes < 1 || indexBytes > MAX_INDEX_BYTES) {
                throw new IllegalArgumentException("an index of " + indexBytes + " bytes");
            }
        }

        public long indexBytes() {
            return indexBytes(index);
        }

        private static long indexBytes(List<Segment> index) {
            return index.stream().mapToLong(Segment::plainBytes).sum();
        }

        /// The manifest, given the bytes of the index.
        public Manifest complete(byte[] indexBytes) throws ProtocolException {
            return RootFormat.refusing(
                    () -> ManifestFormat.readLists(about, new FieldReader(DagCbor.decode(indexBytes), "index"), index));
        }
    }

    /// Opens the blob that `link` names.
    ///
    /// @throws ProtocolException saying whether it is too long, not what the link names (cut short, damaged), not
    /// opened by
    ///     the link's key, or no manifest
    static Root open(Link link, byte[] blob) throws ProtocolException {
        if (blob.length > MAX_BYTES) {
            throw new ProtocolException("a manifest of %d bytes, more than %d".formatted(blob.length, MAX_BYTES));
        }
        if (!Cid.ofRaw(blob).equals(link.manifest())) {
            throw new ProtocolException(
                    "the manifest was cut short or damaged: its %d bytes are not what the link names"
                            .formatted(blob.length));
        }
        return RootFormat.read(RootFormat.unseal(link, blob));
    }

    /// The blob for a manifest, sealed with `linkKey` if there is one, and its link. A key that has sealed one manifest
    /// is
    /// never used for another.
    ///
    /// @throws IllegalArgumentException when [#needsIndex] and the manifest has none
    static SealedRoot seal(Manifest manifest, Optional<ContentKey> linkKey) {
        FieldsBuilder fields = ManifestFormat.head(manifest.about());
        Ipld value = manifest.index().isEmpty()
                ? ManifestFormat.lists(fields, manifest).build()
                : fields.put("index", ManifestFormat.segments(manifest.index())).build();
        byte[] blob = RootFormat.seal(DagCbor.encode(value), linkKey);
        if (blob.length > MAX_BYTES) {
            throw new IllegalArgumentException("a manifest of " + blob.length + " bytes needs an index");
        }
        return new SealedRoot(blob, new Link(Cid.ofRaw(blob), linkKey));
    }

    /// Whether the lists of this manifest are too long to be in the root.
    static boolean needsIndex(Manifest manifest) {
        FieldsBuilder fields = ManifestFormat.head(manifest.about());
        byte[] encoded = DagCbor.encode(ManifestFormat.lists(fields, manifest).build());
        return encoded.length > MAX_BYTES - RootFormat.SEAL_BYTES;
    }

    /// The lists of a manifest as a stream of their own.
    static byte[] indexBytes(Manifest manifest) {
        byte[] encoded =
                DagCbor.encode(ManifestFormat.lists(Ipld.fields(), manifest).build());
        if (encoded.length > MAX_INDEX_BYTES) {
            throw new IllegalArgumentException(
                    "an index of %d bytes, more than %d; put it in parts".formatted(encoded.length, MAX_INDEX_BYTES));
        }
        return encoded;
    }
}
