package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.Challenge;
import community.kith.store.erasure.ReedSolomon;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What holders must answer, from my own copy of the data. For a parity shard the range is computed from the same range
/// of the data shards, so nothing else is read.
final class Ranges {
    private final Blobs blobs;

    Ranges(Blobs blobs) {
        this.blobs = blobs;
    }

    /// The right answer about a row; empty when the data is not here whole.
    Optional<byte[]> answer(Stripe stripe, int row, Challenge challenge) throws IOException {
        int length = Math.min(challenge.lengthBytes(), stripe.shardBytes() - challenge.from());
        Optional<byte[]> range = range(stripe, row, challenge.from(), length);
        return range.map(bytes -> challenge.answer(stripe.shards().get(row), bytes, 0, length));
    }

    private Optional<byte[]> range(Stripe stripe, int row, int from, int length) throws IOException {
        if (row < stripe.k() || stripe.k() == 1) {
            return Optional.ofNullable(read(stripe.shards().get(row), from, length));
        }
        byte[][] data = new byte[stripe.k()][];
        for (int i = 0; i < data.length; i++) {
            byte[] part = read(stripe.shards().get(i), from, length);
            if (part == null) {
                return Optional.empty();
            }
            data[i] = part;
        }
        byte[] parity = new byte[length];
        new ReedSolomon(stripe.k(), stripe.n()).encodeRow(row, data, parity, 0, length);
        return Optional.of(parity);
    }

    private byte @Nullable [] read(Cid cid, int from, int length) throws IOException {
        Optional<InputStream> shard = blobs.open(cid, from, (long) from + length);
        if (shard.isEmpty()) {
            return null;
        }
        try (InputStream in = shard.get()) {
            byte[] bytes = in.readNBytes(length);
            return bytes.length == length ? bytes : null;
        }
    }
}
