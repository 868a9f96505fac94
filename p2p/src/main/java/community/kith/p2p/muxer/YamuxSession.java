package community.kith.p2p.muxer;

import community.kith.p2p.security.SecureChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One end of a yamux connection (libp2p specs, `yamux/README.md`).
///
/// [#run(Consumer)] reads the connection until it ends; it occupies one thread and is called once. Streams are opened
/// with
/// [#open()], and those the peer opens are handed to a consumer on the reading thread, which must not wait. Somebody
/// calls
/// [#tick()] now and then: there the session notices that its peer is gone.
public final class YamuxSession implements Muxer {
    /// Its name in multistream-select.
    public static final String PROTOCOL = "/yamux/1.0.0";

    private static final System.Logger LOG = System.getLogger(YamuxSession.class.getName());
    private static final Duration FAREWELL = Duration.ofMillis(200);
    private static final long MAX_STREAM_ID = 0xffff_ffffL;

    /// Which end opened the connection: the client's streams have odd numbers, the server's even ones.
    public enum Role {
        CLIENT,
        SERVER
    }

    private final SecureChannel channel;
    private final Role role;
    private final YamuxLimits limits;
    private final WindowBudget budget;
    private final LongSupplier nanoTime;
    private final BufferPool pool = new BufferPool();
    private final FrameWriter writer;
    private final Map<Integer, YamuxStream> streams = new ConcurrentHashMap<>();
    private final AtomicInteger living = new AtomicInteger();
    private final AtomicInteger unansweredIncoming = new AtomicInteger();
    private final Semaphore unansweredOutgoing;
    private final AtomicInteger pingValue = new AtomicInteger();
    private final AtomicLong nextId;
    private final AtomicReference<@Nullable IOException> ended = new AtomicReference<>();
    private volatile boolean leaving;
    private volatile long lastHeard;
    private volatile long lastPing;
    private volatile Duration roundTrip = Duration.ZERO;
    private volatile @Nullable Doubt doubt;

    /// Since when, in nanoTime, the peer may be gone, and how long it has to prove that it is not.
    private record Doubt(long since, Duration patience) {}

    /// A session over `channel`; windows beyond the first 256 KiB come out of `budget`.
    public YamuxSession(
            SecureChannel channel, Role role, YamuxLimits limits, WindowBudget budget, LongSupplier nanoTime) {
        this.channel = channel;
        this.role = role;
        this.limits = limits;
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.writer = new FrameWriter(channel, nanoTime, 2 * limits.streams() + 1024);
        this.unansweredOutgoing = new Semaphore(limits.unacknowledged());
        this.nextId = new AtomicLong(role == Role.CLIENT ? 1 : 2);
        this.lastHeard = nanoTime.getAsLong();
    }

    @Override
    public void run(Consumer<MuxerStream> incoming) {
        Thread queue = Thread.ofVirtual().name("yamux queue").start(this::sendQueued);
        try {
            ping();
            FrameReader reader = new FrameReader(channel, pool);
            while (reader.next()) {
                lastHeard = nanoTime.getAsLong();
                take(reader, incoming);
            }
            end(new StreamResetException("the peer closed the connection"));
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, "yamux: the peer breaks the rules", e);
            leave(Frame.PROTOCOL_ERROR, e);
        } catch (IOException e) {
            end(e);
        } finally {
            queue.interrupt();
        }
    }

    private void sendQueued() {
        try {
            writer.sendQueued();
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Opens a stream; the peer hears of it with the first bytes. Waits while too many are unanswered.
    @Override
    public YamuxStream open() throws IOException {
        awaitAnswers();
        failIfClosed();
        if (living.incrementAndGet() > limits.streams()) {
            living.decrementAndGet();
            unansweredOutgoing.release();
            throw new ConnectException("yamux: " + limits.streams() + " streams are open");
        }
        long id = nextId.getAndAdd(2);
        if (id > MAX_STREAM_ID) {
            leaving = true;
            living.decrementAndGet();
            unansweredOutgoing.release();
            throw new ConnectException("yamux: this connection has used all its stream numbers");
        }
        YamuxStream stream = new YamuxStream(this, (int) id, YamuxStream.Opener.US);
        streams.put((int) id, stream);
        IOException gone = ended.get();
        if (gone != null) {
            stream.broke(gone);
            throw closed(gone);
        }
        return stream;
    }

    private void awaitAnswers() throws IOException {
        try {
            if (!unansweredOutgoing.tryAcquire(limits.stall().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ConnectException("yamux: the peer leaves " + limits.unacknowledged() + " streams unanswered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamResetException("interrupted while opening a stream");
        }
    }

    private void failIfClosed() throws IOException {
        IOException gone = ended.get();
        if (gone != null || leaving) {
            unansweredOutgoing.release();
            throw gone == null ? new ConnectException("yamux: the peer is leaving") : closed(gone);
        }
    }

    private static IOException closed(IOException cause) {
        ConnectException closed = new ConnectException("the connection is closed: " + cause.getMessage());
        closed.initCause(cause);
        return closed;
    }

    @Override
    public boolean isOpen() {
        return ended.get() == null && !leaving;
    }

    @Override
    public int streams() {
        return living.get();
    }

    @Override
    public Duration roundTrip() {
        return roundTrip;
    }

    @Override
    public void tick() {
        long now = nanoTime.getAsLong();
        Doubt doubted = doubt;
        if (doubted != null && lastHeard - doubted.since() > 0) {
            doubt = null;
        } else if (doubted != null && now - doubted.since() > doubted.patience().toNanos()) {
            end(new StreamResetException("the peer was doubted and said nothing for " + doubted.patience()));
        }
        if (writer.stuck(limits.stall())) {
            end(new StreamResetException("the peer has read nothing for " + limits.stall()));
        } else if (now - lastHeard > 3 * limits.pingEvery().toNanos()) {
            end(new StreamResetException(
                    "the peer has said nothing for " + limits.pingEvery().multipliedBy(3)));
        } else if (now - lastPing >= limits.pingEvery().toNanos()) {
            ping();
        }
        for (YamuxStream stream : streams.values()) {
            if (stream.lingers(now - limits.linger().toNanos())) {
                stream.reset();
            }
        }
    }

    @Override
    public void probe(Duration patience) {
        doubt = new Doubt(nanoTime.getAsLong(), patience);
        ping();
    }

    private void ping() {
        int value = pingValue.incrementAndGet();
        lastPing = nanoTime.getAsLong();
        writer.queue(Frame.header(Frame.PING, Frame.SYN, Frame.SESSION, value));
    }

    private void take(FrameReader frame, Consumer<MuxerStream> incoming) throws IOException {
        switch (frame.type()) {
            case Frame.DATA, Frame.WINDOW_UPDATE -> takeForStream(frame, incoming);
            case Frame.PING -> takePing(frame);
            case Frame.GO_AWAY -> leaving = true;
            default -> throw new ProtocolException("yamux: a frame of type " + frame.type());
        }
    }

    private void takePing(FrameReader frame) throws ProtocolException {
        if (frame.has(Frame.SYN)) {
            answer(Frame.header(Frame.PING, Frame.ACK, Frame.SESSION, (int) frame.length()));
        } else if (frame.has(Frame.ACK) && (int) frame.length() == pingValue.get()) {
            roundTrip = Duration.ofNanos(nanoTime.getAsLong() - lastPing);
        }
    }

    private void takeForStream(FrameReader frame, Consumer<MuxerStream> incoming) throws IOException {
        YamuxStream stream = streams.get(frame.stream());
        if (frame.has(Frame.SYN)) {
            if (stream != null) {
                throw new ProtocolException("yamux: stream " + frame.stream() + " opened twice");
            }
            stream = welcome(frame.stream(), incoming);
        }
        if (stream == null) {
            dropPayload(frame);
            return;
        }
        if (frame.has(Frame.ACK)) {
            stream.acknowledged();
        }
        if (frame.type() == Frame.WINDOW_UPDATE) {
            stream.mayWrite(frame.length());
        } else if (frame.length() > 0) {
            takeData(frame, stream);
        }
        if (frame.has(Frame.RST)) {
            stream.broke(new StreamResetException("the peer reset the stream"));
        } else if (frame.has(Frame.FIN)) {
            stream.peerFinished();
        }
    }

    private void takeData(FrameReader frame, YamuxStream stream) throws IOException {
        if (!stream.arrived(frame.length())) {
            throw new ProtocolException(
                    "yamux: %d bytes on stream %d, more than granted".formatted(frame.length(), stream.id()));
        }
        if (stream.unwanted()) {
            stream.reset();
            dropPayload(frame);
        } else {
            frame.deliver(stream);
        }
    }

    /// Frames of a stream that is over here may still be under way; the rules say to drop them quietly.
    private void dropPayload(FrameReader frame) throws IOException {
        if (frame.type() == Frame.DATA) {
            if (frame.length() > limits.maxWindowBytes()) {
                throw new ProtocolException("yamux: a frame of " + frame.length() + " bytes");
            }
            frame.skip();
        }
    }

    private @Nullable YamuxStream welcome(int id, Consumer<MuxerStream> incoming) throws ProtocolException {
        boolean odd = (id & 1) == 1;
        if (id == Frame.SESSION || odd == (role == Role.CLIENT)) {
            throw new ProtocolException("yamux: stream " + id + " is not the peer's to open");
        }
        if (unansweredIncoming.incrementAndGet() > limits.unacknowledged()) {
            unansweredIncoming.decrementAndGet();
            refuse(id);
            return null;
        }
        if (living.incrementAndGet() > limits.streams()) {
            living.decrementAndGet();
            unansweredIncoming.decrementAndGet();
            refuse(id);
            return null;
        }
        YamuxStream stream = new YamuxStream(this, id, YamuxStream.Opener.PEER);
        streams.put(id, stream);
        incoming.accept(stream);
        return stream;
    }

    private void refuse(int id) throws ProtocolException {
        answer(Frame.header(Frame.WINDOW_UPDATE, Frame.RST, id, 0));
    }

    private void answer(byte[] header) throws ProtocolException {
        if (!writer.queue(header)) {
            throw new ProtocolException("yamux: the peer asks faster than it takes answers");
        }
    }

    FrameWriter writer() {
        return writer;
    }

    BufferPool pool() {
        return pool;
    }

    ReceiveWindow newWindow() {
        return new ReceiveWindow(limits.maxWindowBytes(), budget, nanoTime);
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /// A stream of ours got its first answer, or one of the peer's was given it.
    void answered(YamuxStream.Opener opener) {
        switch (opener) {
            case US -> unansweredOutgoing.release();
            case PEER -> unansweredIncoming.decrementAndGet();
        }
    }

    void forget(YamuxStream stream) {
        if (streams.remove(stream.id(), stream)) {
            living.decrementAndGet();
        }
    }

    /// The wire failed, or a caller must give the session up.
    void end(IOException cause) {
        if (ended.compareAndSet(null, cause)) {
            channel.close();
            for (YamuxStream stream : streams.values()) {
                stream.broke(cause);
            }
        }
    }

    @Override
    public void close() {
        leave(Frame.NORMAL_END, new StreamResetException("the connection was closed here"));
    }

    private void leave(int reason, IOException cause) {
        leaving = true;
        if (ended.get() == null) {
            try {
                writer.farewell(Frame.header(Frame.GO_AWAY, 0, Frame.SESSION, reason), FAREWELL);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "yamux: no farewell", e);
            }
        }
        end(cause);
    }
}
