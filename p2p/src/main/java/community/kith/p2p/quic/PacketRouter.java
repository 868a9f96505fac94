package community.kith.p2p.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Lets connections we dial and connections others dial share one UDP socket: a packet whose destination is a
/// connection id of
/// ours goes to the codec for dialled connections, any other to the codec for callers. Used by the socket's thread
/// only.
final class PacketRouter extends ChannelInboundHandlerAdapter {
    /// The length of the connection ids that we choose.
    static final int ID_BYTES = 20;

    private static final int LONG_HEADER = 0x80;
    private static final int LONG_HEADER_ID_AT = 6;
    private static final int SHORT_HEADER_ID_AT = 1;

    private final ChannelInboundHandler dialled;
    private final @Nullable ChannelInboundHandler callers;
    /// The first eight bytes, which are random, of the ids of connections we dialled.
    private final LongObjectMap<Boolean> ours = new LongObjectHashMap<>();

    PacketRouter(ChannelInboundHandler dialled, @Nullable ChannelInboundHandler callers) {
        this.dialled = dialled;
        this.callers = callers;
    }

    /// Packets to this id are for a connection that we dial.
    void expect(long idStart) {
        ours.put(idStart, Boolean.TRUE);
    }

    void forget(long idStart) {
        ours.remove(idStart);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!(message instanceof DatagramPacket packet)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (isOurs(packet.content())) {
            dialled.channelRead(contextOf(ctx, dialled), packet);
        } else if (callers != null) {
            callers.channelRead(contextOf(ctx, callers), packet);
        } else {
            packet.release();
        }
    }

    private boolean isOurs(ByteBuf packet) {
        int at = packet.readerIndex();
        if (ours.isEmpty() || packet.readableBytes() < LONG_HEADER_ID_AT + ID_BYTES) {
            return false;
        }
        boolean longHeader = (packet.getByte(at) & LONG_HEADER) != 0;
        if (longHeader && packet.getByte(at + LONG_HEADER_ID_AT - 1) != ID_BYTES) {
            return false;
        }
        return ours.containsKey(packet.getLong(at + (longHeader ? LONG_HEADER_ID_AT : SHORT_HEADER_ID_AT)));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        dialled.channelReadComplete(contextOf(ctx, dialled));
        if (callers != null) {
            callers.channelReadComplete(contextOf(ctx, callers));
        }
    }

    private static ChannelHandlerContext contextOf(ChannelHandlerContext ctx, ChannelInboundHandler codec) {
        return Objects.requireNonNull(ctx.pipeline().context(codec));
    }
}
