package community.kith.p2p.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/// The one thread that all QUIC sockets of a host share, and the memory they take packets from.
final class EventLoops implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventLoops.class.getName());
    private static final int KERNEL_BUFFER_BYTES = 4 * 1024 * 1024;
    private static final int MAX_DATAGRAM_BYTES = 2 * 1024;
    private static final int PACKETS_AT_ONCE = 16;
    private static final int PAGE_BYTES = 8 * 1024;
    /// Memory is taken from the system in pieces of 8 KiB · 2⁵.
    private static final int CHUNK_ORDER = 5;

    private static final int QUIET_MILLIS = 0;
    private static final int PATIENCE_MILLIS = 1000;

    private final boolean fast = Epoll.isAvailable();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("quic", true), fast ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
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

    /// A socket to be bound, which on Linux takes and gives many packets in one call to the kernel.
    Bootstrap socket() {
        Bootstrap socket = new Bootstrap()
                .group(group)
                .option(ChannelOption.ALLOCATOR, memory)
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER_BYTES);
        return fast
                ? socket.channel(EpollDatagramChannel.class)
                        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM_BYTES)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(PACKETS_AT_ONCE * MAX_DATAGRAM_BYTES))
                : socket.channel(NioDatagramChannel.class)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES));
    }

    /// How a connection's packets are put together for the kernel.
    SegmentedDatagramPacketAllocator segments() {
        return fast ? EpollQuicUtils.newSegmentedAllocator(PACKETS_AT_ONCE) : SegmentedDatagramPacketAllocator.NONE;
    }

    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(PATIENCE_MILLIS);
    }
}
