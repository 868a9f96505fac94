package community.kith.store.file;

import community.kith.store.chunk.Salt;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Segment;
import community.kith.store.manifest.Shape;
import community.kith.store.manifest.Stripe;
import community.kith.store.seal.ContentKey;
import community.kith.store.seal.Frame;
import community.kith.store.seal.Sealer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Makes coded segments out of plain bytes: sealed frame by frame straight into the data shards, coded, hashed. For one
/// thread.
///
/// The key of a segment follows from the salt and from what is in it. So whoever has the salt makes the same shards of
/// the same bytes, no key ever seals two different things, and to anybody else it is as good as drawn by lot.
final class SegmentSealer {
    private final Coding coding;
    private final Salt salt;
    private final IntFunction<Shape> shapes;
    private final ShardBuffers buffers = new ShardBuffers();
    private final byte[] sealedFrame = new byte[Frame.SEALED_BYTES];

    SegmentSealer(Recipe recipe) {
        this.coding = recipe.coding();
        this.salt = recipe.salt();
        this.shapes = recipe.shapes();
    }

    /// Call it when the sink has done with the shards from the last call: they are used again.
    ///
    /// @param plain the segment is its first `length` bytes, and the chunks in order
    CodedSegment seal(byte[] plain, int length, List<Chunk> chunks) {
        Shape shape = shapes.apply(length);
        Optional<ContentKey> key = coding == Coding.SEALED ? Optional.of(key(chunks)) : Optional.empty();
        int shardBytes = shape.shardBytes(length, coding);
        byte[][] shards = buffers.take(shape, shardBytes);
        Stripes stripes = new Stripes(shards, shardBytes);
        if (key.isPresent()) {
            fill(stripes, plain, length, new Sealer(key.get()), sealedFrame);
        } else {
            stripes.scatter(plain, 0, length, 0);
        }
        stripes.pad(shape.k(), coding.codedBytes(length));
        Stripe stripe = encodeAndName(shape, shards, shardBytes);
        return new CodedSegment(new Segment(length, key, stripe), shards, List.copyOf(chunks));
    }

    /// For each chunk its length, 4 bytes big endian, and its digest.
    private ContentKey key(List<Chunk> chunks) {
        ByteBuffer names = ByteBuffer.allocate(chunks.size() * (Integer.BYTES + 32));
        chunks.forEach(chunk -> names.putInt(chunk.length()).put(chunk.digest()));
        return ContentKey.of(salt.derive("kith-segment-1", names.array()));
    }

    /// Seals the first `length` bytes frame by frame into the data shards.
    ///
    /// @param sealedFrame room for one sealed frame
    static void fill(Stripes stripes, byte[] plain, int length, Sealer sealer, byte[] sealedFrame) {
        long position = 0;
        for (int from = 0; from < length; from += Frame.PLAIN_BYTES) {
            int count = Math.min(Frame.PLAIN_BYTES, length - from);
            int coded = count + Frame.TAG_BYTES;
            Frame place = new Frame(from / Frame.PLAIN_BYTES, from + count == length);
            if (stripes.inOne(position, coded)) {
                sealer.seal(place, plain, from, count, stripes.shard(position), stripes.at(position));
            } else {
                sealer.seal(place, plain, from, count, sealedFrame, 0);
                stripes.scatter(sealedFrame, 0, coded, position);
            }
            position += coded;
        }
    }

    private static Stripe encodeAndName(Shape shape, byte[][] shards, int shardBytes) {
        if (shape.k() == 1) {
            return Stripe.copies(ShardNames.of(shards[0], shardBytes), shape.n(), shardBytes);
        }
        new ReedSolomon(shape.k(), shape.n()).encode(shards, 0, shardBytes);
        return new Stripe(shape.k(), shape.n(), shardBytes, List.of(ShardNames.of(shards, shardBytes)));
    }
}
