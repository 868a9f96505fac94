package community.kith.store.manifest;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.seal.ContentKey;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Manifests as IPLD values and back; docs/spec/manifest.md names the fields.
final class ManifestFormat {
    static final String FORMAT = "kith-manifest-2";
    static final int MAX_SEGMENTS = 1 << 19;
    static final long MAX_STREAM_BYTES = (long) MAX_SEGMENTS * Segment.MAX_BYTES;
    private static final int MAX_NAME_CHARS = 255;
    private static final int MAX_DID_CHARS = 128;

    private ManifestFormat() {}

    static FieldsBuilder head(About about) {
        return Ipld.fields()
                .put("format", FORMAT)
                .put("kind", about.kind().label())
                .put("name", about.name())
                .put("size", about.sizeBytes())
                .put("created", about.created().toEpochMilli())
                .put("owner", about.owner().toString())
                .put("reach", about.reach());
    }

    /// Extents are written only when they are not simply all segments, each in full.
    static FieldsBuilder lists(FieldsBuilder fields, Manifest manifest) {
        fields.put("segments", segments(manifest.segments()))
                .put(
                        "entries",
                        Ipld.list(manifest.entries().stream()
                                .map(EntryFormat::write)
                                .toList()));
        if (!manifest.extents().equals(Manifest.whole(manifest.segments()))) {
            fields.put(
                    "extents",
                    Ipld.list(manifest.extents().stream()
                            .map(extent -> Ipld.list(List.of(
                                    Ipld.of(extent.segment()), Ipld.of(extent.offset()), Ipld.of(extent.length()))))
                            .toList()));
        }
        return fields;
    }

    static Ipld segments(List<Segment> segments) {
        return Ipld.list(segments.stream().map(ManifestFormat::segment).toList());
    }

    private static Ipld segment(Segment segment) {
        Stripe stripe = segment.stripe();
        List<Cid> shards = stripe.k() == 1 ? stripe.shards().subList(0, 1) : stripe.shards();
        return Ipld.fields()
                .put("plain", segment.plainBytes())
                .putIfPresent("key", segment.key().map(ContentKey::bytes))
                .put("k", stripe.k())
                .put("n", stripe.n())
                .put("shards", Ipld.list(shards.stream().map(Ipld::of).toList()))
                .build();
    }

    static About readHead(FieldReader in) throws ProtocolException {
        String format = in.text("format", FORMAT.length() + 8);
        if (!format.equals(FORMAT)) {
            throw new ProtocolException("a manifest of the unknown format " + format);
        }
        return new About(
                kind(in.text("kind", 16)),
                in.text("name", MAX_NAME_CHARS),
                in.integer("size", 0, MAX_STREAM_BYTES),
                Instant.ofEpochMilli(in.integer("created", 0, Long.MAX_VALUE)),
                Did.parse(in.text("owner", MAX_DID_CHARS)),
                in.text("reach", About.MAX_REACH_CHARS));
    }

    private static Kind kind(String label) throws ProtocolException {
        for (Kind kind : Kind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new ProtocolException("a manifest of the unknown kind " + label);
    }

    static Manifest readLists(About about, FieldReader in, List<Segment> index) throws ProtocolException {
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
        List<Extent> extents = in.has("extents") ? readExtents(in) : Manifest.whole(segments);
        in.end();
        return new Manifest(about, segments, extents, entries, index);
    }

    private static List<Extent> readExtents(FieldReader in) throws ProtocolException {
        List<Extent> extents = new ArrayList<>();
        for (Ipld item : in.items("extents", Manifest.MAX_EXTENTS)) {
            if (!(item instanceof Ipld.Items numbers) || numbers.values().size() != 3) {
                throw new ProtocolException("an extent is three numbers");
            }
            extents.add(new Extent(
                    number(numbers.values().get(0), MAX_SEGMENTS),
                    number(numbers.values().get(1), Segment.MAX_BYTES),
                    number(numbers.values().get(2), Segment.MAX_BYTES)));
        }
        return extents;
    }

    private static int number(Ipld value, int max) throws ProtocolException {
        if (value instanceof Ipld.Int number
                && number.value().signum() >= 0
                && number.value().compareTo(BigInteger.valueOf(max)) <= 0) {
            return number.value().intValue();
        }
        throw new ProtocolException("an extent has three numbers from 0 to " + max);
    }

    static List<Segment> readSegments(FieldReader in, String field, int maxSegments) throws ProtocolException {
        List<Segment> segments = new ArrayList<>();
        for (Ipld item : in.items(field, maxSegments)) {
            FieldReader fields = new FieldReader(item, "segment " + segments.size());
            int plainBytes = (int) fields.integer("plain", 1, Segment.MAX_BYTES);
            Optional<ContentKey> key = fields.has("key")
                    ? Optional.of(ContentKey.of(fields.bytesOf("key", ContentKey.BYTES)))
                    : Optional.empty();
            Shape shape = new Shape((int) fields.integer("k", 1, ReedSolomon.MAX_SHARDS), (int)
                    fields.integer("n", 1, ReedSolomon.MAX_SHARDS));
            int shardBytes = shape.shardBytes(plainBytes, key.isPresent() ? Coding.SEALED : Coding.PLAIN);
            List<Cid> shards = shards(fields);
            if (shape.k() == 1 && shards.size() != 1) {
                throw new ProtocolException("copies are named once");
            }
            segments.add(new Segment(
                    plainBytes,
                    key,
                    shape.k() == 1
                            ? Stripe.copies(shards.getFirst(), shape.n(), shardBytes)
                            : new Stripe(shape.k(), shape.n(), shardBytes, shards)));
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
