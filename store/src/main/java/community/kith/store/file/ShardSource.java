package community.kith.store.file;

import community.kith.store.manifest.Stripe;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Finds shards, from wherever they are.
@FunctionalInterface
public interface ShardSource {
    /// At least `needed` shards of a stripe, any of them: an array by row, null where a shard is not, each the
    /// first `stripe.shardBytes()` bytes of its array, and checked against its name. Rows below `needed` spare the
    /// decoding.
    ///
    /// Called for several stripes at once, as many as [#ahead] says and one more.
    ///
    /// @throws IOException when there are too few, saying how many are missing
    byte[] @Nullable [] fetch(Stripe stripe, int needed) throws IOException;

    /// How many segments are worth fetching at once while the one before is used: more than one where much of the time
    /// is spent waiting for the first byte.
    default int ahead() {
        return 1;
    }

    /// Gives an array of a fetch back, which nobody looks at any more: it may be filled anew. A long read then needs as
    /// much memory as a short one.
    default void giveBack(byte[] shard) {}

    /// An array of this length or a longer one, with anything in it; [#giveBack] it.
    default byte[] spare(int bytes) {
        return new byte[bytes];
    }
}
