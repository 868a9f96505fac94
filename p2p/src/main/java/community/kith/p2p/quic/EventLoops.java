package community.kith.p2p.quic;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.quic.Quic;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/// The one thread that all QUIC sockets of a host share, and the memory they take packets from.
final class EventLoops implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventLoops.class.getName());
    private static final int PAGE_BYTES = 8 * 1024;
    /// Memory is taken from the system in pieces of 8 KiB · 2⁵.
    private static final int CHUNK_ORDER = 5;

    private static final int QUIET_MILLIS = 0;
    private static final int PATIENCE_MILLIS = 1000;

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("quic", true), NioIoHandler.newFactory());
    private final ByteBufAllocator memory =
            new PooledByteBufAllocator(true, 1, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);

    /// Whether this platform has the native library; says so once if not.
    static boolean isPossible() {
        return Once.POSSIBLE;
    }

    private static final class Once {
        static final boolean POSSIBLE = check();

        private static boolean check() {
            boolean possible = Quic.isAvailable();
            if (!possible) {
                LOG.log(Level.INFO, () -> "no QUIC on this platform, TCP only: " + Quic.unavailabilityCause());
            }
            return possible;
        }
    }

    EventLoopGroup group() {
        return group;
    }

    ByteBufAllocator memory() {
        return memory;
    }

    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(PATIENCE_MILLIS);
    }
}
