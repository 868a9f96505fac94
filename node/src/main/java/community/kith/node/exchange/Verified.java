package community.kith.node.exchange;

import community.kith.base.crypto.Sha256;
import community.kith.community.identity.Verdict;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Supplier;

/// Remembers signed bytes that held when they were checked: those who show them come again, and a check of signatures
/// costs a fifth of a millisecond. What did not hold is checked anew each time. What is remembered is bounded, and
/// guarded by this object's monitor.
final class Verified {
    private static final int REMEMBERED = 4096;

    private final SequencedSet<ByteBuffer> remembered = new LinkedHashSet<>();

    /// What a check of exactly these bytes says, or said when it was made.
    Verdict once(byte[] bytes, Supplier<Verdict> check) {
        ByteBuffer name = ByteBuffer.wrap(Sha256.of(bytes));
        if (remembers(name)) {
            return Verdict.allowed();
        }
        Verdict verdict = check.get();
        if (verdict.isAllowed()) {
            remember(name);
        }
        return verdict;
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
