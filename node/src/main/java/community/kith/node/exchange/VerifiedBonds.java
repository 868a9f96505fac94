package community.kith.node.exchange;

import community.kith.base.crypto.Sha256;
import community.kith.community.trust.Bond;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Believes bonds that visitors show, once their signatures were checked; remembers which, as visitors come again and a
/// check costs a millisecond. What is remembered is bounded, and guarded by this object's monitor.
final class VerifiedBonds {
    private static final int REMEMBERED = 4096;

    private final InstantSource clock;
    private final SequencedSet<ByteBuffer> remembered = new LinkedHashSet<>();

    VerifiedBonds(InstantSource clock) {
        this.clock = clock;
    }

    /// Those that hold; the others are left out.
    List<Bond> among(List<byte[]> shown) {
        List<Bond> good = new ArrayList<>();
        for (byte[] bytes : shown) {
            try {
                Bond bond = Bond.parse(bytes);
                if (isGood(bytes, bond)) {
                    good.add(bond);
                }
            } catch (ProtocolException e) {
                System.getLogger(VerifiedBonds.class.getName())
                        .log(System.Logger.Level.DEBUG, "a visitor showed a bond that is none", e);
            }
        }
        return good;
    }

    private boolean isGood(byte[] bytes, Bond bond) {
        ByteBuffer name = ByteBuffer.wrap(Sha256.of(bytes));
        if (remembers(name)) {
            return true;
        }
        boolean good = bond.verify(clock.instant()).isAllowed();
        if (good) {
            remember(name);
        }
        return good;
    }

    private synchronized boolean remembers(ByteBuffer name) {
        return remembered.contains(name);
    }

    private synchronized void remember(ByteBuffer name) {
        remembered.addLast(name);
        if (remembered.size() > REMEMBERED) {
            Iterator<ByteBuffer> eldest = remembered.iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
