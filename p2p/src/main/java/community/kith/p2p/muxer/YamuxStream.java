package community.kith.p2p.muxer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One stream of a [YamuxSession]: blocking, with its own window in each direction.
public final class YamuxStream implements MuxerStream {

    /// Which end opened the stream.
    enum Opener {
        US,
        PEER
    }

    private final YamuxSession session;
    private final int id;
    private final Opener opener;
    private final InputStream in = new StreamInput(this);
    private final OutputStream out = new MuxerOutput(this, this::write);
    /// Held while bytes go out, so that one stream's frames keep their order.
    private final ReentrantLock writing = new ReentrantLock();
    /// Guards all that is below.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final Pieces pieces = new Pieces();
    private final ReceiveWindow window;
    private long sendWindow = Frame.INITIAL_WINDOW;
    private boolean announced;
    private boolean answered;
    private boolean finished;
    private boolean peerFinished;
    private boolean closed;
    private boolean resetHere;
    private boolean writeFailed;
    private long closedAt;
    private @Nullable IOException broken;
    private Duration bound = Duration.ZERO;

    YamuxStream(YamuxSession session, int id, Opener opener) {
        this.session = session;
        this.id = id;
        this.opener = opener;
        this.window = session.newWindow();
    }

    int id() {
        return id;
    }

    @Override
    public InputStream in() {
        return in;
    }

    /// Every write goes out at once, in frames of up to 64 KiB.
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

    /// Takes the next piece that arrived, waiting for it; null at the end of what the peer sends.
    Pieces.@Nullable Piece takePiece() throws IOException {
        lock.lock();
        try {
            Waiting.until(readable, bound, () -> pieces.size() > 0 || peerFinished || closed || broken != null);
            Pieces.Piece piece = pieces.poll();
            if (piece == null && !peerFinished && !closed) {
                failIfBroken();
            }
            return piece;
        } finally {
            lock.unlock();
        }
    }

    /// The same without waiting: null when nothing is there now.
    Pieces.@Nullable Piece pollPiece() {
        lock.lock();
        try {
            return pieces.poll();
        } finally {
            lock.unlock();
        }
    }

    int available() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, pieces.size());
        } finally {
            lock.unlock();
        }
    }

    /// The application has `bytes` in hand: tells the peer to go on when it is time.
    void consumed(int bytes) throws IOException {
        int delta;
        lock.lock();
        try {
            delta = peerFinished || closed || broken != null ? 0 : window.read(bytes, session.roundTrip());
        } finally {
            lock.unlock();
        }
        if (delta > 0) {
            send(Frame.header(Frame.WINDOW_UPDATE, firstFlag(), id, delta));
        }
    }

    void recycle(byte[] buffer) {
        session.pool().give(buffer);
    }

    // ---- the application writes

    void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        writing.lock();
        try {
            writeFrames(b, off, len);
        } finally {
            writing.unlock();
        }
    }

    private void writeFrames(byte[] b, int off, int len) throws IOException {
        boolean left = false;
        try {
            int sent = 0;
            while (sent < len) {
                int n = takeWindow(Math.min(len - sent, session.writer().maxPayload()));
                boolean more = sent + n < len && mayWriteNow();
                left = true;
                session.writer().data(id, firstFlag(), b, off + sent, n, more);
                left = more;
                sent += n;
            }
            repeatReset();
        } catch (StreamResetException | SocketTimeoutException | EOFException e) {
            writeFailed(left);
            throw e;
        } catch (IOException e) {
            session.end(e);
            throw e;
        }
    }

    /// A later [#close()] must not make half a message look like a whole one.
    private void writeFailed(boolean left) throws IOException {
        lock.lock();
        try {
            writeFailed = true;
        } finally {
            lock.unlock();
        }
        if (left) {
            session.writer().flush();
        }
    }

    private int takeWindow(int wanted) throws IOException {
        lock.lock();
        try {
            Waiting.until(writable, bound, () -> sendWindow > 0 || finished || closed || broken != null);
            failIfBroken();
            if (finished || closed) {
                throw new EOFException("yamux: this side of the stream is closed");
            }
            int n = (int) Math.min(wanted, sendWindow);
            sendWindow -= n;
            return n;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayWriteNow() {
        lock.lock();
        try {
            return sendWindow > 0 && broken == null;
        } finally {
            lock.unlock();
        }
    }

    /// The flag that a stream's first frame carries: SYN on one of ours, ACK on one of the peer's.
    private int firstFlag() {
        lock.lock();
        try {
            if (announced) {
                return 0;
            }
            announced = true;
        } finally {
            lock.unlock();
        }
        return switch (opener) {
            case US -> Frame.SYN;
            case PEER -> {
                answered();
                yield Frame.ACK;
            }
        };
    }

    private void send(byte[] header) throws IOException {
        try {
            session.writer().send(header);
        } catch (IOException e) {
            session.end(e);
            throw e;
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
            send(Frame.header(Frame.WINDOW_UPDATE, Frame.FIN | firstFlag(), id, 0));
            forgetIfOver();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void reset() {
        boolean tell;
        lock.lock();
        try {
            boolean known = announced || opener == Opener.PEER;
            tell = known && broken == null && !(finished && peerFinished);
        } finally {
            lock.unlock();
        }
        broke(new StreamResetException("the stream was reset here"));
        discard();
        if (tell) {
            session.writer().queue(Frame.header(Frame.WINDOW_UPDATE, Frame.RST, id, 0));
        }
    }

    private void discard() {
        lock.lock();
        try {
            resetHere = true;
            pieces.clear();
        } finally {
            lock.unlock();
        }
    }

    /// A reset that overtook the frame which opens the stream was lost on the peer: says it again.
    private void repeatReset() {
        lock.lock();
        try {
            if (!resetHere) {
                return;
            }
        } finally {
            lock.unlock();
        }
        session.writer().queue(Frame.header(Frame.WINDOW_UPDATE, Frame.RST, id, 0));
    }

    /// Ends in order: what was written arrives; what still comes is refused. After a failed or unfinished write it
    /// resets.
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

    private void stopReading() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            closedAt = session.nanoTime();
            pieces.clear();
            window.release();
            readable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- the session's reading thread delivers

    /// Books what the peer announced; false when it was granted less.
    boolean arrived(long bytes) {
        lock.lock();
        try {
            return window.arrived(bytes);
        } finally {
            lock.unlock();
        }
    }

    /// Whether nobody will read what arrives.
    boolean unwanted() {
        lock.lock();
        try {
            return closed || peerFinished || broken != null;
        } finally {
            lock.unlock();
        }
    }

    /// Delivers bytes in an array that now is this stream's.
    void keep(byte[] bytes, int off, int len) {
        lock.lock();
        try {
            if (!closed && broken == null) {
                pieces.keep(bytes, off, len);
                readable.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Delivers bytes in an array that the caller goes on using.
    void copy(byte[] bytes, int off, int len) {
        lock.lock();
        try {
            if (!closed && broken == null) {
                pieces.copy(bytes, off, len);
                readable.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void acknowledged() {
        if (opener == Opener.US) {
            answered();
        }
    }

    private void answered() {
        lock.lock();
        try {
            if (answered) {
                return;
            }
            answered = true;
        } finally {
            lock.unlock();
        }
        session.answered(opener);
    }

    void mayWrite(long more) {
        lock.lock();
        try {
            sendWindow += more;
            writable.signalAll();
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

    private void forgetIfOver() {
        lock.lock();
        try {
            if (!finished || !peerFinished) {
                return;
            }
        } finally {
            lock.unlock();
        }
        answered();
        session.forget(this);
    }

    /// The stream is over for a reason. What had arrived before can still be read.
    void broke(IOException cause) {
        lock.lock();
        try {
            if (broken == null) {
                broken = cause;
                window.release();
                readable.signalAll();
                writable.signalAll();
            }
        } finally {
            lock.unlock();
        }
        answered();
        session.forget(this);
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
