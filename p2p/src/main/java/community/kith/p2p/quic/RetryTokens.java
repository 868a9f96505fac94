package community.kith.p2p.quic;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Has callers prove their address while there are many of them (RFC 9000, section 8.1): they get a token and come back
/// with it.
///
/// A token is the time, the first 16 bytes of an HMAC-SHA-256, and the connection id that the caller chose first. Used
/// by
/// the socket's thread only.
final class RetryTokens implements QuicTokenHandler {
    private static final int TIME_BYTES = Long.BYTES;
    private static final int MAC_BYTES = 16;
    private static final int HEAD_BYTES = TIME_BYTES + MAC_BYTES;
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final Mac mac;
    private final BooleanSupplier busy;
    private final LongSupplier nanoTime;

    RetryTokens(RandomGenerator random, BooleanSupplier busy, LongSupplier nanoTime) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
        this.busy = busy;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean writeToken(ByteBuf out, ByteBuf firstId, InetSocketAddress caller) {
        if (!busy.getAsBoolean()) {
            return false;
        }
        byte[] id = new byte[firstId.readableBytes()];
        firstId.getBytes(firstId.readerIndex(), id);
        long now = nanoTime.getAsLong();
        out.writeLong(now).writeBytes(seal(now, id, caller)).writeBytes(id);
        return true;
    }

    /// Where in the token the first connection id begins; -1 for one that is not ours, or old, or another caller's.
    @Override
    public int validateToken(ByteBuf token, InetSocketAddress caller) {
        int size = token.readableBytes();
        if (size <= HEAD_BYTES || size > maxTokenLength()) {
            return -1;
        }
        byte[] bytes = new byte[size];
        token.getBytes(token.readerIndex(), bytes);
        long made = ByteBuffer.wrap(bytes).getLong();
        byte[] seal = Arrays.copyOfRange(bytes, TIME_BYTES, HEAD_BYTES);
        byte[] id = Arrays.copyOfRange(bytes, HEAD_BYTES, size);
        boolean fresh = Math.abs(nanoTime.getAsLong() - made) <= GOOD_FOR.toNanos();
        return fresh && MessageDigest.isEqual(seal, seal(made, id, caller)) ? HEAD_BYTES : -1;
    }

    @Override
    public int maxTokenLength() {
        return HEAD_BYTES + Quic.MAX_CONN_ID_LEN;
    }

    private byte[] seal(long time, byte[] id, InetSocketAddress caller) {
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(time).array());
        mac.update((byte) id.length);
        mac.update(id);
        mac.update((byte) (caller.getPort() >>> 8));
        mac.update((byte) caller.getPort());
        return Arrays.copyOf(mac.doFinal(caller.getAddress().getAddress()), MAC_BYTES);
    }
}
