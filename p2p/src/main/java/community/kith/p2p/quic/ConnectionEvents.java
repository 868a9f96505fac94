package community.kith.p2p.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.AttributeKey;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Consumer;

/// Brings what the codec says of a connection to the connection. Called by the socket's thread only.
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the handlers
final class ConnectionEvents extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(ConnectionEvents.class.getName());
    private static final AttributeKey<QuicConnection> CONNECTION = AttributeKey.valueOf("community.kith.p2p.quic");

    private final QuicConnection connection;
    private final Consumer<Boolean> proven;

    /// @param proven is told once whether the handshake came to a good end
    ConnectionEvents(QuicConnection connection, Consumer<Boolean> proven) {
        this.connection = connection;
        this.proven = proven;
    }

    /// Gives every stream that a peer opens to the connection it is on.
    static ChannelInitializer<QuicStreamChannel> streams() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(QuicStreamChannel channel) {
                QuicConnection on =
                        Objects.requireNonNull(channel.parent().attr(CONNECTION).get());
                QuicStream stream = on.opened();
                channel.pipeline().addLast(new StreamEvents(stream));
                on.announce(stream);
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        QuicChannel channel = (QuicChannel) ctx.channel();
        channel.attr(CONNECTION).set(connection);
        connection.attach(channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf datagram) {
            datagram.release(); // somebody checks whether we are here
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent handshake -> proven.accept(handshake.isSuccess());
            case QuicDatagramExtensionEvent datagrams -> connection.datagramsWelcome();
            case QuicStreamLimitChangedEvent changed -> connection.limitChanged();
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.ended();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "quic: a connection failed", cause);
    }
}
