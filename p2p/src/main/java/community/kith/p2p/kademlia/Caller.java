package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import community.kith.p2p.muxer.StreamResetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Puts questions to peers. A stream is kept for a few seconds for the next question to the same peer.
///
/// Thread-safe: the monitor guards the idle streams.
final class Caller implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Caller.class.getName());
    private static final int MAX_IDLE = 64;
    private static final long IDLE_NANOS = Duration.ofSeconds(4).toNanos();

    private final Host host;
    private final String protocol;
    private final Duration patience;
    /// The longest idle first.
    private final SequencedMap<PeerId, Idle> idle = new LinkedHashMap<>();

    private record Idle(Stream stream, long since) {}

    Caller(Host host, String protocol, Duration patience) {
        this.host = host;
        this.protocol = protocol;
        this.patience = patience;
    }

    /// Asks, and waits for the answer.
    Message ask(PeerId peer, Message question) throws IOException {
        Optional<Stream> kept = take(peer);
        if (kept.isPresent()) {
            try {
                return converse(kept.get(), question);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // The peer may have closed it meanwhile, so this says nothing about the question.
                LOG.log(Level.DEBUG, () -> "an idle stream to " + peer + " was over: " + e);
            }
        }
        return converse(host.open(peer, protocol), question);
    }

    private Message converse(Stream stream, Message question) throws IOException {
        boolean done = false;
        try {
            stream.timeout(patience);
            MessageFormat.write(stream.out(), question);
            Message answer = MessageFormat.read(new TimedInput(stream, patience), MessageFormat.MAX_ANSWER_BYTES)
                    .orElseThrow(() -> new EOFException(stream.peer() + " gave no answer"));
            if (answer.type() != question.type()) {
                throw new ProtocolException(
                        "%s answered %s to %s".formatted(stream.peer(), answer.type(), question.type()));
            }
            done = true;
            keep(stream);
            return answer;
        } finally {
            if (!done) {
                stream.reset();
            }
        }
    }

    /// Says something that needs no answer, and waits until the peer has seen the end of it.
    void tell(PeerId peer, Message message) throws IOException {
        try (Stream stream = host.open(peer, protocol)) {
            stream.timeout(patience);
            MessageFormat.write(stream.out(), message);
            stream.closeWrite();
            new TimedInput(stream, patience).transferTo(OutputStream.nullOutputStream());
        } catch (StreamResetException e) {
            // js-libp2p ends a stream like this when it finds nothing more on it.
            LOG.log(Level.DEBUG, () -> peer + " took " + message.type() + " and reset the stream");
        }
    }

    private Optional<Stream> take(PeerId peer) {
        Optional<Idle> kept;
        synchronized (this) {
            kept = Optional.ofNullable(idle.remove(peer));
        }
        boolean fresh = kept.isPresent() && System.nanoTime() - kept.get().since() < IDLE_NANOS;
        if (kept.isPresent() && !fresh) {
            kept.get().stream().close();
        }
        return kept.filter(any -> fresh).map(Idle::stream);
    }

    private void keep(Stream stream) {
        List<Stream> over = new ArrayList<>();
        synchronized (this) {
            Idle before = idle.put(stream.peer(), new Idle(stream, System.nanoTime()));
            if (before != null) {
                over.add(before.stream());
            }
            if (idle.size() > MAX_IDLE) {
                over.add(idle.pollFirstEntry().getValue().stream());
            }
        }
        over.forEach(Stream::close);
    }

    /// Ends the streams that have been idle for long.
    void tidy() {
        drop(System.nanoTime() - IDLE_NANOS);
    }

    private void drop(long idleSince) {
        List<Stream> over = new ArrayList<>();
        synchronized (this) {
            idle.values().removeIf(kept -> {
                boolean old = kept.since() - idleSince <= 0;
                if (old) {
                    over.add(kept.stream());
                }
                return old;
            });
        }
        over.forEach(Stream::close);
    }

    @Override
    public void close() {
        drop(System.nanoTime());
    }
}
