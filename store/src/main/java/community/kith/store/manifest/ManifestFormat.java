package community.kith.store.manifest;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.seal.ContentKey;
import community.kith.store.seal.Frame;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Manifests as IPLD values and back; docs/spec/manifest.md names the fields.
final class ManifestFormat {
    static final String FORMAT = "kith-manifest-1";
    static final int MAX_SEGMENTS = 1 << 19;
    private static final int MAX_NAME_CHARS = 255;
    private static final int MAX_DID_CHARS = 128;

    private ManifestFormat() {}

    /// What the root says of a manifest, without the lists.
    record Head(About about, Shape shape, Optional<ContentKey> key) {
        Coding coding() {
            return key.isPresent() ? Coding.SEALED : Coding.PLAIN;
        }
    }

    static FieldsBuilder head(About about, Shape shape, Optional<ContentKey> key) {
        return Ipld.fields()
                .put("format", FORMAT)
                .put("kind", about.kind().label())
                .put("name", about.name())
                .put("size", about.sizeBytes())
                .put("created", about.created().toEpochMilli())
                .put("owner", about.owner().toString())
                .put("reach", about.reach())
                .put("k", shape.k())
                .put("n", shape.n())
                .put("segment", shape.segmentBytes())
                .putIfPresent("key", key.map(ContentKey::bytes));
    }

    static FieldsBuilder lists(FieldsBuilder fields, Manifest manifest) {
        return fields.put("segments", segments(manifest.segments()))
                .put(
                        "entries",
                        Ipld.list(manifest.entries().stream()
                                .map(EntryFormat::write)
                                .toList()));
    }

    static Ipld segments(List<Segment> segments) {
        return Ipld.list(segments.stream().map(ManifestFormat::segment).toList());
    }

    private static Ipld segment(Segment segment) {
        return Ipld.fields()
                .put("plain", segment.plainBytes())
                .put("shard", segment.shardBytes())
                .put("shards", Ipld.list(segment.shards().stream().map(Ipld::of).toList()))
                .build();
    }

    static Head readHead(FieldReader in) throws ProtocolException {
        String format = in.text("format", FORMAT.length() + 8);
        if (!format.equals(FORMAT)) {
            throw new ProtocolException("a manifest of the unknown format " + format);
        }
        About about = new About(
                kind(in.text("kind", 16)),
                in.text("name", MAX_NAME_CHARS),
                in.integer("size", 0, (long) MAX_SEGMENTS * Shape.MAX_SEGMENT_BYTES),
                Instant.ofEpochMilli(in.integer("created", 0, Long.MAX_VALUE)),
                Did.parse(in.text("owner", MAX_DID_CHARS)),
                in.text("reach", About.MAX_REACH_CHARS));
        Shape shape = new Shape(
                (int) in.integer("k", 1, ReedSolomon.MAX_SHARDS),
                (int) in.integer("n", 1, ReedSolomon.MAX_SHARDS),
                (int) in.integer("segment", Frame.PLAIN_BYTES, Shape.MAX_SEGMENT_BYTES));
        Optional<ContentKey> key =
                in.has("key") ? Optional.of(ContentKey.of(in.bytesOf("key", ContentKey.BYTES))) : Optional.empty();
        return new Head(about, shape, key);
    }

    private static Kind kind(String label) throws ProtocolException {
        for (Kind kind : Kind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new ProtocolException("a manifest of the unknown kind " + label);
    }

    static Manifest readLists(Head head, FieldReader in, List<Segment> index) throws ProtocolException {
        List<Segment> segments = readSegments(in, "segments", MAX_SEGMENTS);
        List<Entry> entries = new ArrayList<>();
        long offsetBytes = 0;
        for (Ipld item : in.items("entries", Manifest.MAX_ENTRIES)) {
            Entry entry = EntryFormat.read(item, offsetBytes);
            if (entry instanceof Entry.File file) {
                offsetBytes = file.endBytes();
            }
            entries.add(entry);
        }
        in.end();
        return new Manifest(head.about(), head.shape(), head.key(), segments, entries, index);
    }

    static List<Segment> readSegments(FieldReader in, String field, int maxSegments) throws ProtocolException {
        List<Segment> segments = new ArrayList<>();
        for (Ipld item : in.items(field, maxSegments)) {
            FieldReader fields = new FieldReader(item, "segment " + segments.size());
            int plainBytes = (int) fields.integer("plain", 1, Shape.MAX_SEGMENT_BYTES);
            int shardBytes = (int) fields.integer("shard", 1, Frame.sealedBytes(Shape.MAX_SEGMENT_BYTES));
            segments.add(new Segment(plainBytes, shardBytes, shards(fields)));
            fields.end();
        }
        return segments;
    }

    private static List<Cid> shards(FieldReader fields) throws ProtocolException {
        List<Cid> shards = new ArrayList<>();
        for (Ipld shard : fields.items("shards", ReedSolomon.MAX_SHARDS)) {
            if (!(shard instanceof Ipld.Link link)) {
                throw new ProtocolException("a segment's shard is not a link");
            }
            shards.add(link.cid());
        }
        return shards;
    }
}
