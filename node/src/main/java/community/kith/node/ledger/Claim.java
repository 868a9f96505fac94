package community.kith.node.ledger;

import community.kith.base.name.Cid;
import java.time.Instant;
import java.util.Arrays;

/// What I promised an owner: to keep this blob until they delete it.
///
/// @param placed in milliseconds
/// @param receipt the promise as I signed it, in its encoded form
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Claim(Cid cid, long sizeBytes, Audience audience, Instant placed, byte[] receipt) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Claim claim
                && cid.equals(claim.cid)
                && sizeBytes == claim.sizeBytes
                && audience.equals(claim.audience)
                && placed.equals(claim.placed)
                && Arrays.equals(receipt, claim.receipt);
    }

    @Override
    public int hashCode() {
        return cid.hashCode() * 31 + audience.owner().hashCode();
    }
}
