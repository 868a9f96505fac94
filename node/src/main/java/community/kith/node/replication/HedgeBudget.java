package community.kith.node.replication;

/// How many bytes may be asked for twice: a twentieth of what came, and a little to begin with. Thread safe.
final class HedgeBudget {
    private static final long AT_FIRST = 8L << 20;
    private static final long AT_MOST = 64L << 20;
    private static final int ONE_IN = 20;

    private long leftBytes = AT_FIRST;

    synchronized void came(int bytes) {
        leftBytes = Math.min(AT_MOST, leftBytes + bytes / ONE_IN);
    }

    /// Takes so much out, if there is as much.
    synchronized boolean spend(int bytes) {
        boolean enough = leftBytes >= bytes;
        leftBytes -= enough ? bytes : 0;
        return enough;
    }

    /// What was asked for first came to nothing: then it was not asked for twice.
    synchronized void refund(int bytes) {
        leftBytes = Math.min(AT_MOST, leftBytes + bytes);
    }
}
