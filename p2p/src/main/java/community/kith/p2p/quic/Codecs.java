package community.kith.p2p.quic;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.Secured;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Makes Netty's codecs the way libp2p wants them.
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the handlers
final class Codecs {
    /// What every transport of libp2p's QUIC is called.
    static final String SECURITY = "/quic-v1";

    private static final System.Logger LOG = System.getLogger(Codecs.class.getName());
    private static final int DATAGRAM_QUEUE = 8;
    private static final int FIRST_FLIGHT_PACKETS = 32;

    private final QuicIdentity identity;
    private final QuicLimits limits;
    private final RandomGenerator random;

    Codecs(QuicIdentity identity, QuicLimits limits, RandomGenerator random) {
        this.identity = identity;
        this.limits = limits;
        this.random = random;
    }

    QuicLimits limits() {
        return limits;
    }

    QuicConnection connection() {
        return new QuicConnection(limits, System::nanoTime);
    }

    byte[] newId() {
        return randomBytes(PacketRouter.ID_BYTES);
    }

    byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static Secured secured(PeerId peer, InetSocketAddress remote, QuicConnection connection) {
        return new Secured(peer, Multiaddr.ofQuic(remote), SECURITY, connection);
    }

    /// For connections that we dial.
    ChannelInboundHandler dialled() {
        return (ChannelInboundHandler) common(new QuicClientCodecBuilder())
                .sslEngineProvider(channel -> identity.caller().newEngine(channel.alloc()))
                .build();
    }

    /// For connections that others dial.
    ChannelInboundHandler callers(QuicSocket.Guests guests, SegmentedDatagramPacketAllocator segments) {
        CallerGate gate = new CallerGate(limits.callers());
        return (ChannelInboundHandler) common(new QuicServerCodecBuilder())
                .sslEngineProvider(channel -> identity.called().newEngine(channel.alloc()))
                .tokenHandler(new RetryTokens(random, gate::isBusy, System::nanoTime))
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel caller) {
                        welcome(caller, gate, guests);
                    }
                })
                .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, segments)
                .streamHandler(ConnectionEvents.streams())
                .build();
    }

    private <B extends QuicCodecBuilder<B>> B common(B builder) {
        return builder.maxIdleTimeout(limits.patience().idle().toMillis(), TimeUnit.MILLISECONDS)
                .localConnectionIdLength(PacketRouter.ID_BYTES)
                .initialMaxData(limits.connectionWindowBytes())
                .initialMaxStreamDataBidirectionalLocal(limits.streamWindowBytes())
                .initialMaxStreamDataBidirectionalRemote(limits.streamWindowBytes())
                .initialMaxStreamsBidirectional(limits.streams())
                .initialMaxStreamsUnidirectional(0)
                .initialCongestionWindowPackets(FIRST_FLIGHT_PACKETS)
                .congestionControlAlgorithm(QuicCongestionControlAlgorithm.CUBIC)
                .discoverPmtu(true)
                .datagram(DATAGRAM_QUEUE, DATAGRAM_QUEUE);
    }

    private void welcome(QuicChannel caller, CallerGate gate, QuicSocket.Guests guests) {
        QuicConnection connection = connection();
        InetSocketAddress from = (InetSocketAddress) caller.remoteSocketAddress();
        if (from == null || !guests.admits().test(from.getAddress())) {
            caller.close();
            return;
        }
        gate.enter(caller, from.getAddress());
        caller.closeFuture().addListener(closed -> gate.leave(caller));
        caller.eventLoop()
                .schedule(
                        () -> {
                            if (gate.leave(caller)) {
                                caller.close();
                            }
                        },
                        limits.patience().handshake().toMillis(),
                        TimeUnit.MILLISECONDS);
        caller.pipeline().addLast(new ConnectionEvents(connection, done -> {
            if (done && gate.leave(caller)) {
                letIn(caller, from, connection, guests);
            }
        }));
    }

    private static void letIn(
            QuicChannel caller, InetSocketAddress from, QuicConnection connection, QuicSocket.Guests guests) {
        try {
            guests.enter().accept(secured(QuicIdentity.peerOf(caller), from, connection));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "quic: a caller did not get through: " + e);
            caller.close();
        }
    }
}
