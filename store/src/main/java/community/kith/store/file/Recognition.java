package community.kith.store.file;

import community.kith.store.manifest.Extent;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Stripe;
import community.kith.store.seal.Frame;
import community.kith.store.seal.Sealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Recognises what an interrupted read left: seals it again as whoever put it did, and compares names. So what is gone
/// on
/// with is as authentic as what was just fetched, whatever happened to the file meanwhile.
final class Recognition {
    private final byte[] sealedFrame = new byte[Frame.SEALED_BYTES];
    private byte[] plain = {};
    private byte[][] shards = {{}};

    /// How many bytes at the beginning of a file are those of the content's stream, as far as that can be told: to the
    /// end of a segment.
    static long bytesOf(Manifest manifest, Path file) throws IOException {
        try (Pieces pieces = new Pieces()) {
            pieces.add(file, Files.size(file));
            return bytesOf(manifest, pieces);
        }
    }

    /// The same of several files one after another.
    static long bytesOf(Manifest manifest, Pieces pieces) throws IOException {
        Recognition recognition = new Recognition();
        long at = 0;
        for (Extent extent : manifest.extents()) {
            Segment segment = manifest.segments().get(extent.segment());
            boolean whole = extent.offset() == 0 && extent.length() == segment.plainBytes();
            if (!whole || at + extent.length() > pieces.totalBytes() || !recognition.isThat(segment, pieces, at)) {
                return at;
            }
            at += extent.length();
        }
        return at;
    }

    private void read(Pieces in, long from, int length) throws IOException {
        if (plain.length < length) {
            plain = new byte[length + length / 8]; // once or twice: segments are about as long as each other
        }
        ByteBuffer bytes = ByteBuffer.wrap(plain, 0, length);
        while (bytes.hasRemaining()) {
            bytes.limit(Math.min(length, bytes.position() + Frame.PLAIN_BYTES));
            if (in.read(bytes, from + bytes.position()) < 0) {
                break; // shorter than it was a moment ago: then it is not that
            }
            bytes.limit(length);
        }
    }

    private boolean isThat(Segment segment, Pieces in, long from) throws IOException {
        int length = segment.plainBytes();
        read(in, from, length);
        Stripe stripe = segment.stripe();
        int shardBytes = stripe.shardBytes();
        if (shards.length != stripe.k() || shards[0].length < shardBytes) {
            shards = new byte[stripe.k()][shardBytes];
        }
        Stripes stripes = new Stripes(shards, shardBytes);
        if (segment.key().isPresent()) {
            SegmentSealer.fill(stripes, plain, length, new Sealer(segment.key().get()), sealedFrame);
        } else {
            stripes.scatter(plain, 0, length, 0);
        }
        stripes.pad(stripe.k(), segment.coding().codedBytes(length));
        for (int row = 0; row < stripe.k(); row++) {
            if (!ShardNames.of(shards[row], shardBytes).equals(stripe.shards().get(row))) {
                return false;
            }
        }
        return true;
    }
}
