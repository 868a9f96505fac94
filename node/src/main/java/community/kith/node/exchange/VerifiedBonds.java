package community.kith.node.exchange;

import community.kith.community.trust.Bond;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Believes bonds that visitors show, once their signatures were checked.
final class VerifiedBonds {
    private final Verified verified = new Verified();
    private final InstantSource clock;

    VerifiedBonds(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// Those that hold; the others are left out.
    List<Bond> among(List<byte[]> shown) {
        List<Bond> good = new ArrayList<>();
        for (byte[] bytes : shown) {
            try {
                Bond bond = Bond.parse(bytes);
                if (verified.once(bytes, () -> bond.verify(clock.instant())).isAllowed()) {
                    good.add(bond);
                }
            } catch (ProtocolException e) {
                System.getLogger(VerifiedBonds.class.getName())
                        .log(System.Logger.Level.DEBUG, "a visitor showed a bond that is none", e);
            }
        }
        return good;
    }
}
