package community.kith.p2p.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryTokensTest {
    private static final byte[] ID = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final InetSocketAddress CALLER = new InetSocketAddress("192.0.2.1", 4001);

    private final AtomicLong now = new AtomicLong(-5);
    private boolean busy = true;
    private final RetryTokens tokens = new RetryTokens(new Random(3), () -> busy, now::get);

    private byte[] token() {
        ByteBuf out = Unpooled.buffer();
        assertThat(tokens.writeToken(out, Unpooled.wrappedBuffer(ID), CALLER)).isTrue();
        assertThat(out.readableBytes()).isLessThanOrEqualTo(tokens.maxTokenLength());
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    private int check(byte[] token, InetSocketAddress from) {
        return tokens.validateToken(Unpooled.wrappedBuffer(token), from);
    }

    @Test
    void areTakenFromWhomTheyWereGivenTo() {
        byte[] token = token();

        int at = check(token, CALLER);

        assertThat(Arrays.copyOfRange(token, at, token.length)).isEqualTo(ID);
    }

    @Test
    void areGoodForNobodyElse() {
        assertThat(check(token(), new InetSocketAddress("192.0.2.2", 4001))).isNegative();
        assertThat(check(token(), new InetSocketAddress("192.0.2.1", 4002))).isNegative();
    }

    @Test
    void areGoodForAShortWhile() {
        byte[] token = token();

        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(check(token, CALLER)).isPositive();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(check(token, CALLER)).isNegative();
    }

    @Test
    void cannotBeMadeUp() {
        byte[] token = token();
        for (int i = 0; i < token.length; i++) {
            byte[] bad = token.clone();
            bad[i] ^= 1;
            assertThat(check(bad, CALLER)).isNegative();
        }
        for (int length = 0; length < token.length; length++) {
            assertThat(check(Arrays.copyOf(token, length), CALLER)).isNegative();
        }
        assertThat(check(new byte[2000], CALLER)).isNegative();
    }

    @Test
    void areNotAskedForWhileThereIsRoom() {
        busy = false;

        assertThat(tokens.writeToken(Unpooled.buffer(), Unpooled.wrappedBuffer(ID), CALLER))
                .isFalse();
    }
}
