package community.kith.p2p.quic;

import community.kith.p2p.muxer.StreamResetException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;

/// Brings what the codec says of a stream to the stream. Called by the socket's thread only.
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the handlers
final class StreamEvents extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(StreamEvents.class.getName());
    private static final int MIN_READ_BYTES = 1024;
    private static final int FIRST_READ_BYTES = 4 * 1024;
    private static final int MAX_READ_BYTES = 64 * 1024;

    private final QuicStream stream;

    StreamEvents(QuicStream stream) {
        this.stream = stream;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        QuicStreamChannel channel = (QuicStreamChannel) ctx.channel();
        channel.config()
                .setAutoRead(false)
                .setAllowHalfClosure(true)
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES));
        stream.attach(channel);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (stream.fetched()) {
            ctx.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf piece) {
            stream.arrived(piece);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (stream.fetched()) {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete) {
            stream.peerFinished();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stream.broke(new StreamResetException("the connection ended"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof QuicStreamResetException)) {
            LOG.log(Level.DEBUG, "quic: a stream failed", cause);
        }
        stream.peerReset();
    }
}
