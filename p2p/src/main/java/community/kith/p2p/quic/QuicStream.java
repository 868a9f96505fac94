package community.kith.p2p.quic;

import community.kith.p2p.muxer.MuxerOutput;
import community.kith.p2p.muxer.MuxerStream;
import community.kith.p2p.muxer.StreamResetException;
import community.kith.p2p.muxer.Waiting;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One stream of a [QuicConnection]: blocking to its users, fed by the socket's thread.
///
/// What arrives is fetched from the codec only while little of it waits here, so that a slow reader holds its writer up
/// by
/// the
/// stream's window. What is written is handed to the codec in pieces, and waits while too much of it is on the way.
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the handlers
final class QuicStream implements MuxerStream {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int MAX_ON_THE_WAY = 2 * PIECE_BYTES;
    private static final int MAX_WAITING_HERE = 64 * 1024;
    /// How much may come after we closed before the peer is asked to stop.
    private static final int MAX_UNWANTED = 64 * 1024;

    private final QuicConnection connection;
    private final InputStream in = new QuicInput(this);
    private final OutputStream out = new MuxerOutput(this, this::write);
    /// Set by the socket's thread before anybody else has the stream.
    private @Nullable QuicStreamChannel channel;
    /// Held while bytes go out, so that they keep their order.
    private final ReentrantLock writing = new ReentrantLock();
    /// Guards all that is below.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final Arrived arrived = new Arrived();
    private boolean fetching;
    private int onTheWay;
    private int unwanted;
    private boolean finished;
    private boolean peerFinished;
    private boolean peerStopped;
    private boolean closed;
    private boolean writeFailed;
    private long closedAt;
    private @Nullable IOException broken;
    private Duration bound = Duration.ZERO;

    QuicStream(QuicConnection connection) {
        this.connection = connection;
    }

    void attach(QuicStreamChannel to) {
        channel = to;
    }

    private QuicStreamChannel channel() {
        return Objects.requireNonNull(channel, "the stream has no channel yet");
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void timeout(Duration wait) {
        lock.lock();
        try {
            bound = wait;
        } finally {
            lock.unlock();
        }
    }

    // ---- the application reads

    int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        int got;
        boolean fetch;
        lock.lock();
        try {
            Waiting.until(readable, bound, () -> arrived.size() > 0 || peerFinished || closed || broken != null);
            got = arrived.take(b, off, len);
            if (got == 0) {
                if (!peerFinished && !closed) {
                    failIfBroken();
                }
                return -1;
            }
            fetch = wantsMore();
        } finally {
            lock.unlock();
        }
        if (fetch) {
            channel().read();
        }
        return got;
    }

    int available() {
        lock.lock();
        try {
            return arrived.size();
        } finally {
            lock.unlock();
        }
    }

    /// Whether to fetch from the codec; remembers that it is being done.
    private boolean wantsMore() {
        boolean wants = !fetching && !peerFinished && broken == null && arrived.capacity() < MAX_WAITING_HERE;
        fetching |= wants;
        return wants;
    }

    // ---- the application writes

    void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        writing.lock();
        try {
            int sent = 0;
            while (sent < len) {
                int n = Math.min(PIECE_BYTES, len - sent);
                awaitRoom(n);
                ByteBuf piece = allocator().directBuffer(n, n).writeBytes(b, off + sent, n);
                channel().writeAndFlush(piece).addListener(written -> written(n, written));
                sent += n;
            }
        } catch (IOException e) {
            writeFailed();
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private ByteBufAllocator allocator() {
        return channel().alloc();
    }

    private void awaitRoom(int bytes) throws IOException {
        lock.lock();
        try {
            Waiting.until(
                    writable,
                    bound,
                    () -> onTheWay + bytes <= MAX_ON_THE_WAY || finished || closed || peerStopped || broken != null);
            failIfBroken();
            if (peerStopped) {
                throw new StreamResetException("the peer wants no more of the stream");
            }
            if (finished || closed) {
                throw new EOFException("quic: this side of the stream is closed");
            }
            onTheWay += bytes;
        } finally {
            lock.unlock();
        }
    }

    private void writeFailed() {
        lock.lock();
        try {
            writeFailed = true;
        } finally {
            lock.unlock();
        }
    }

    /// The codec took a piece, or will not.
    private void written(int bytes, Future<?> outcome) {
        lock.lock();
        try {
            onTheWay -= bytes;
            peerStopped |= !outcome.isSuccess();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closeWrite() throws IOException {
        writing.lock();
        try {
            lock.lock();
            try {
                if (finished) {
                    return;
                }
                failIfBroken();
                finished = true;
            } finally {
                lock.unlock();
            }
            channel().writeAndFlush(QuicStreamFrame.EMPTY_FIN).addListener(sent -> forgetIfOver());
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void reset() {
        lock.lock();
        try {
            arrived.clear();
            if (broken != null || (finished && peerFinished && onTheWay == 0)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        broke(new StreamResetException("the stream was reset here"));
        abandon();
    }

    /// Tells the peer that both directions are given up.
    private void abandon() {
        connection.leftBehind();
        QuicStreamChannel to = channel();
        to.shutdown(0, to.newPromise()).addListener(done -> to.close());
    }

    /// After a failed or unfinished write it resets.
    @Override
    public void close() {
        if (writing.tryLock()) {
            try {
                closeInOrder();
            } finally {
                writing.unlock();
            }
        } else {
            reset();
        }
        stopReading();
    }

    private void closeInOrder() {
        boolean whole;
        lock.lock();
        try {
            whole = !writeFailed;
        } finally {
            lock.unlock();
        }
        try {
            if (whole) {
                closeWrite();
            } else {
                reset();
            }
        } catch (IOException e) {
            reset();
        }
    }

    /// What still comes is dropped, and when it is much the peer is asked to stop.
    private void stopReading() {
        boolean fetch;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            closedAt = connection.nanoTime();
            arrived.clear();
            fetch = wantsMore();
            readable.signalAll();
        } finally {
            lock.unlock();
        }
        if (fetch) {
            channel().read();
        }
    }

    // ---- the socket's thread delivers

    void arrived(ByteBuf piece) {
        boolean tooMuch = false;
        lock.lock();
        try {
            if (closed || broken != null) {
                tooMuch = unwanted <= MAX_UNWANTED && unwanted + piece.readableBytes() > MAX_UNWANTED;
                unwanted += Math.min(piece.readableBytes(), MAX_UNWANTED + 1);
                piece.release();
            } else {
                arrived.add(piece);
                readable.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (tooMuch) {
            abandonReading();
        }
    }

    private void abandonReading() {
        lock.lock();
        try {
            peerFinished = true;
        } finally {
            lock.unlock();
        }
        QuicStreamChannel to = channel();
        to.shutdownInput(0, to.newPromise());
        connection.leftBehind();
        forgetIfOver();
    }

    /// The codec has handed over what it had; true when it shall hand over more.
    boolean fetched() {
        lock.lock();
        try {
            fetching = false;
            return wantsMore();
        } finally {
            lock.unlock();
        }
    }

    void peerFinished() {
        lock.lock();
        try {
            peerFinished = true;
            readable.signalAll();
        } finally {
            lock.unlock();
        }
        forgetIfOver();
    }

    /// The peer gave the stream up.
    void peerReset() {
        broke(new StreamResetException("the peer reset the stream"));
        abandon();
    }

    private void forgetIfOver() {
        lock.lock();
        try {
            if (!finished || !peerFinished) {
                return;
            }
        } finally {
            lock.unlock();
        }
        connection.forget(this);
    }

    /// The stream is over for a reason. What had arrived before can still be read.
    void broke(IOException cause) {
        lock.lock();
        try {
            if (broken == null && !(finished && peerFinished)) {
                broken = cause;
            }
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        connection.forget(this);
    }

    /// Whether we closed it before `limit` and the peer still has not.
    boolean lingers(long limit) {
        lock.lock();
        try {
            return closed && closedAt - limit < 0;
        } finally {
            lock.unlock();
        }
    }

    private void failIfBroken() throws StreamResetException {
        if (broken != null) {
            StreamResetException failed = new StreamResetException(String.valueOf(broken.getMessage()));
            failed.initCause(broken);
            throw failed;
        }
    }
}
