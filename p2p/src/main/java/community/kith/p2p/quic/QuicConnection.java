package community.kith.p2p.quic;

import community.kith.p2p.muxer.Muxer;
import community.kith.p2p.muxer.MuxerStream;
import community.kith.p2p.muxer.StreamResetException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A QUIC connection as a muxer: its streams are QUIC's own.
///
/// The connection carries itself on the socket's thread; [#run(Consumer)] only waits for its end.
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the handlers
final class QuicConnection implements Muxer {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration LINGER = Duration.ofSeconds(60);
    /// The codec keeps a little of every stream that was reset until the connection ends.
    private static final int MAX_LEFT_BEHIND = 8 * 1024;

    private final QuicLimits limits;
    private final LongSupplier nanoTime;
    private final Set<QuicStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mayOpen = lock.newCondition();
    /// Guarded by lock: who takes incoming streams, and those that came before anybody did.
    private @Nullable Consumer<MuxerStream> incoming;

    private final List<QuicStream> early = new ArrayList<>();
    private volatile @Nullable QuicChannel channel;
    private volatile boolean leaving;
    private volatile boolean takesDatagrams;
    private volatile Duration roundTrip = Duration.ZERO;
    private volatile long heard;
    private volatile long lastNudge;
    private volatile @Nullable Doubt doubt;

    /// How much had been heard of the peer when somebody doubted it, and until when it has to say more.
    private record Doubt(long heard, long until) {}

    QuicConnection(QuicLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.lastNudge = nanoTime.getAsLong();
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    // ---- the socket's thread

    void attach(QuicChannel to) {
        channel = to;
    }

    void datagramsWelcome() {
        takesDatagrams = true;
    }

    void ended() {
        leaving = true;
        ended.countDown();
        limitChanged();
    }

    void limitChanged() {
        lock.lock();
        try {
            mayOpen.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The peer opened a stream.
    QuicStream opened() {
        QuicStream stream = new QuicStream(this);
        streams.add(stream);
        return stream;
    }

    /// The stream can be used now.
    void announce(QuicStream stream) {
        Consumer<MuxerStream> to;
        lock.lock();
        try {
            to = incoming;
            if (to == null) {
                early.add(stream);
            }
        } finally {
            lock.unlock();
        }
        if (to != null) {
            to.accept(stream);
        }
    }

    // ---- the host

    @Override
    public void run(Consumer<MuxerStream> to) {
        List<QuicStream> waiting;
        lock.lock();
        try {
            incoming = to;
            waiting = List.copyOf(early);
            early.clear();
        } finally {
            lock.unlock();
        }
        waiting.forEach(to);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private static void closeLate(Future<QuicStreamChannel> late) {
        if (late.isSuccess()) {
            late.getNow().close();
        }
    }

    @Override
    public MuxerStream open() throws IOException {
        long until = nanoTime.getAsLong() + limits.patience().handshake().toNanos();
        awaitLeave(until);
        QuicStream stream = new QuicStream(this);
        streams.add(stream);
        boolean done = false;
        try {
            Future<QuicStreamChannel> opening =
                    channel().createStream(QuicStreamType.BIDIRECTIONAL, new StreamEvents(stream));
            if (!opening.await(Math.max(1, until - nanoTime.getAsLong()), TimeUnit.NANOSECONDS)) {
                opening.addListener((Future<QuicStreamChannel> late) -> closeLate(late));
                throw new ConnectException("quic: a stream could not be opened in "
                        + limits.patience().handshake());
            }
            if (!opening.isSuccess()) {
                ConnectException failed =
                        new ConnectException("quic: cannot open a stream: " + reason(opening.cause()));
                failed.initCause(opening.cause());
                throw failed;
            }
            done = true;
            return stream;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamResetException("interrupted while opening a stream");
        } finally {
            if (!done) {
                streams.remove(stream);
            }
        }
    }

    /// Waits while the peer lets us open no more streams.
    private void awaitLeave(long until) throws IOException {
        lock.lock();
        try {
            while (isOpen() && channel().peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) <= 0) {
                long left = until - nanoTime.getAsLong();
                if (left <= 0) {
                    throw new ConnectException("quic: the peer takes no more streams");
                }
                mayOpen.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamResetException("interrupted while opening a stream");
        } finally {
            lock.unlock();
        }
        if (!isOpen()) {
            throw new ConnectException("quic: the connection is closed");
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }

    private QuicChannel channel() {
        return Objects.requireNonNull(channel, "the connection has no channel yet");
    }

    void forget(QuicStream stream) {
        streams.remove(stream);
    }

    void leftBehind() {
        leftBehind.incrementAndGet();
    }

    @Override
    public boolean isOpen() {
        return !leaving && leftBehind.get() < MAX_LEFT_BEHIND && channel().isActive();
    }

    @Override
    public int streams() {
        return streams.size();
    }

    @Override
    public Duration roundTrip() {
        return roundTrip;
    }

    @Override
    public void tick() {
        long now = nanoTime.getAsLong();
        if (now - lastNudge > KEEP_ALIVE.toNanos()) {
            nudge(now);
        }
        Doubt doubted = doubt;
        if (doubted != null && now - doubted.until() > 0) {
            doubt = null;
            if (heard == doubted.heard()) {
                close();
            }
        }
        channel().collectPathStats(0).addListener(this::measured);
        streams.stream()
                .filter(stream -> stream.lingers(now - LINGER.toNanos()))
                .toList()
                .forEach(QuicStream::reset);
        if (leftBehind.get() >= MAX_LEFT_BEHIND && streams.isEmpty()) {
            close();
        }
    }

    private void measured(Future<? super QuicConnectionPathStats> outcome) {
        if (outcome.isSuccess() && outcome.getNow() instanceof QuicConnectionPathStats path) {
            roundTrip = Duration.ofNanos(path.rtt());
            heard = path.recv();
        }
    }

    /// Says something that the peer must answer. Those who take no datagrams are other implementations, which keep a
    /// connection
    /// alive themselves.
    private void nudge(long now) {
        lastNudge = now;
        if (takesDatagrams) {
            QuicChannel to = channel();
            to.writeAndFlush(to.alloc().directBuffer(1).writeByte(0));
        }
    }

    @Override
    public void probe(Duration patience) {
        long now = nanoTime.getAsLong();
        doubt = new Doubt(heard, now + patience.toNanos());
        if (takesDatagrams) {
            nudge(now);
            return;
        }
        Thread.ofVirtual().name("quic probe").start(() -> {
            try {
                MuxerStream stream = open();
                stream.out().write(0);
                stream.reset();
            } catch (IOException | ChannelException e) {
                System.getLogger(QuicConnection.class.getName())
                        .log(System.Logger.Level.DEBUG, () -> "a probe found nobody: " + e);
            }
        });
    }

    @Override
    public void close() {
        leaving = true;
        limitChanged();
        QuicChannel to = channel;
        if (to != null) {
            to.close(true, 0, Unpooled.EMPTY_BUFFER);
        }
    }
}
