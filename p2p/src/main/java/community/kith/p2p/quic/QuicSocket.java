package community.kith.p2p.quic;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.Secured;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One UDP socket: takes callers when it listens, and dials.
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the handlers
final class QuicSocket implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QuicSocket.class.getName());
    private static final int PUNCH_BYTES = 32;

    private final Codecs codecs;
    private final PacketRouter router;
    private final Channel udp;
    private final SegmentedDatagramPacketAllocator segments;

    /// Who is let in.
    ///
    /// @param admits whether a caller from an address may try at all, asked once for each connection
    /// @param enter gets each caller whose name is proven; on the socket's thread, must not wait
    record Guests(Predicate<InetAddress> admits, Consumer<Secured> enter) {}

    private QuicSocket(Codecs codecs, PacketRouter router, Channel udp, SegmentedDatagramPacketAllocator segments) {
        this.codecs = codecs;
        this.router = router;
        this.udp = udp;
        this.segments = segments;
    }

    /// Binds a socket; one without guests only dials.
    static QuicSocket bind(EventLoops loops, Codecs codecs, InetSocketAddress at, Optional<Guests> guests)
            throws IOException {
        ChannelInboundHandler dialled = codecs.dialled();
        Optional<ChannelInboundHandler> callers = guests.map(in -> codecs.callers(in, loops.segments()));
        PacketRouter router = new PacketRouter(dialled, callers.orElse(null));
        Bootstrap bootstrap = loops.socket().handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(router);
                callers.ifPresent(channel.pipeline()::addLast);
                // The last is the first to see a dial.
                channel.pipeline().addLast(dialled);
            }
        });
        ChannelFuture bound = bootstrap.bind(at).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + Multiaddr.ofQuic(at) + ": " + why(bound), bound.cause());
        }
        return new QuicSocket(codecs, router, bound.channel(), loops.segments());
    }

    InetSocketAddress local() {
        return (InetSocketAddress) udp.localAddress();
    }

    /// Connects to whoever is there, or only to `expected`.
    Secured dial(InetSocketAddress to, Optional<PeerId> expected) throws IOException {
        QuicConnection connection = codecs.connection();
        byte[] id = codecs.newId();
        long idStart = ByteBuffer.wrap(id).getLong();
        try {
            udp.eventLoop().execute(() -> router.expect(idStart));
        } catch (RejectedExecutionException e) {
            ConnectException closed = new ConnectException("quic: this transport is closed");
            closed.initCause(e);
            throw closed;
        }
        Future<QuicChannel> dial = QuicChannel.newBootstrap(udp)
                .option(ChannelOption.ALLOCATOR, udp.alloc())
                .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, segments)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        codecs.limits().patience().dial().toMillis())
                .handler(new ConnectionEvents(connection, done -> {}))
                .streamHandler(ConnectionEvents.streams())
                .localConnectionAddress(new QuicConnectionAddress(id))
                .remoteAddress(to)
                .connect();
        boolean done = false;
        try {
            if (!dial.await(codecs.limits().patience().dial().toMillis(), TimeUnit.MILLISECONDS) || !dial.isSuccess()) {
                throw failed(to, dial);
            }
            QuicChannel channel = dial.getNow();
            channel.closeFuture().addListener(closed -> router.forget(idStart));
            PeerId peer = QuicIdentity.peerOf(channel);
            if (expected.isPresent() && !expected.get().equals(peer)) {
                throw new ProtocolException("expected " + expected.get() + " and met " + peer);
            }
            done = true;
            return Codecs.secured(peer, to, connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while dialling " + Multiaddr.ofQuic(to));
        } finally {
            if (!done) {
                giveUp(dial, connection, idStart);
            }
        }
    }

    /// Cancelling the dial instead would have the codec complain when it comes to its end.
    private static void closeLate(Future<QuicChannel> late) {
        if (late.isSuccess()) {
            late.getNow().close();
        }
    }

    private void giveUp(Future<QuicChannel> dial, QuicConnection connection, long idStart) {
        dial.addListener((Future<QuicChannel> late) -> closeLate(late));
        if (udp.eventLoop().isShuttingDown()) {
            return;
        }
        connection.close();
        if (!dial.isSuccess()) {
            udp.eventLoop().execute(() -> router.forget(idStart));
        }
    }

    private static IOException failed(InetSocketAddress to, Future<?> dial) {
        Throwable cause = dial.cause();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ProtocolException refused) {
                return refused;
            }
        }
        ConnectException failed = new ConnectException("quic: no connection to " + to + ": " + why(dial));
        if (cause != null) {
            failed.initCause(cause);
        }
        return failed;
    }

    private static String why(Future<?> failed) {
        return failed.cause() == null
                ? "it took too long"
                : Objects.requireNonNullElse(
                        failed.cause().getMessage(), failed.cause().getClass().getSimpleName());
    }

    /// Sends a packet of random bytes, which means nothing to its receiver and opens the way back through our router.
    void punch(InetSocketAddress to) {
        byte[] nothing = codecs.randomBytes(PUNCH_BYTES);
        // Not the first bit of a QUIC packet.
        nothing[0] &= 0x3f;
        udp.writeAndFlush(new DatagramPacket(Unpooled.copiedBuffer(nothing), to));
    }

    @Override
    public void close() {
        if (!udp.close().awaitUninterruptibly(codecs.limits().patience().dial().toMillis())) {
            LOG.log(Level.DEBUG, "quic: a socket takes long to close");
        }
    }
}
