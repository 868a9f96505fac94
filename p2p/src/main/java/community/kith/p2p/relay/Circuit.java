package community.kith.p2p.relay;

import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Instant;

/// One call through us: what either end sends goes to the other, up to the limit. An end that closes its side closes
/// the
/// other's; a failure, or a limit reached, resets both.
final class Circuit {
    private static final System.Logger LOG = System.getLogger(Circuit.class.getName());
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Stream caller;
    private final Stream target;
    private final CircuitLimit limit;
    private final Instant end;

    Circuit(Stream caller, Stream target, CircuitLimit limit, Instant now) {
        this.caller = caller;
        this.target = target;
        this.limit = limit;
        this.end = limit.duration().isZero() ? Instant.MAX : now.plus(limit.duration());
    }

    /// Carries the call until it is over.
    void run() {
        Thread back = Thread.ofVirtual().name("relay back").start(() -> carry(target, caller));
        carry(caller, target);
        try {
            back.join();
        } catch (InterruptedException e) {
            cut();
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Stream from, Stream to) {
        try {
            copy(from.in(), to);
            to.closeWrite();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a call of " + caller.peer() + " to " + target.peer() + " ended: " + e);
            cut();
        }
    }

    private void copy(InputStream in, Stream to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long carried = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            carried += n;
            if (limit.dataBytes() > 0 && carried > limit.dataBytes()) {
                throw new IOException("more than " + limit.dataBytes() + " bytes");
            }
            to.out().write(buffer, 0, n);
        }
    }

    /// Cuts the call when its time is up.
    void expire(Instant now) {
        if (!now.isBefore(end)) {
            cut();
        }
    }

    void cut() {
        caller.reset();
        target.reset();
    }
}
