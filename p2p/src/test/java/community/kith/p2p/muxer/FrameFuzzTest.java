package community.kith.p2p.muxer;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.security.SecureChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever bytes come, a session ends in order and keeps no more than its windows allow.
@Timeout(60)
class FrameFuzzTest {
    private static final YamuxLimits LIMITS =
            new YamuxLimits(8, 4, 1 << 20, Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /// Bytes that were recorded; what is sent back goes nowhere.
    private record Recorded(ByteArrayInputStream from) implements SecureChannel {
        @Override
        public int maxRecordBytes() {
            return 65_000;
        }

        @Override
        public int read(byte[] b, int off, int len) {
            return from.read(b, off, len);
        }

        @Override
        public void write(byte[] head, byte[] body, int off, int len) {
            assertThat(head.length + len).isLessThanOrEqualTo(maxRecordBytes());
        }

        @Override
        public void flush() {
            assertThat(from).isNotNull();
        }

        @Override
        public void close() {
            from.skip(Long.MAX_VALUE);
        }
    }

    private static byte[] conversation() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(Frame.header(Frame.DATA, Frame.SYN, 1, 100));
        frames.writeBytes(new byte[100]);
        frames.writeBytes(Frame.header(Frame.WINDOW_UPDATE, Frame.SYN, 3, 5000));
        frames.writeBytes(Frame.header(Frame.PING, Frame.SYN, 0, 77));
        frames.writeBytes(Frame.header(Frame.DATA, Frame.FIN, 1, 10));
        frames.writeBytes(new byte[10]);
        frames.writeBytes(Frame.header(Frame.WINDOW_UPDATE, Frame.RST, 3, 0));
        frames.writeBytes(Frame.header(Frame.GO_AWAY, 0, 0, 0));
        return frames.toByteArray();
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() {
        Fuzz.damage(51, conversation(), bytes -> {
            AtomicInteger streams = new AtomicInteger();
            YamuxSession session = new YamuxSession(
                    new Recorded(new ByteArrayInputStream(bytes)),
                    YamuxSession.Role.SERVER,
                    LIMITS,
                    WindowBudget.of(0),
                    System::nanoTime);
            session.run(stream -> streams.incrementAndGet());
            assertThat(session.isOpen()).isFalse();
            assertThat(session.streams()).isZero();
            if (streams.get() != 2) {
                throw new IOException("the damage hid a stream");
            }
        });
    }
}
