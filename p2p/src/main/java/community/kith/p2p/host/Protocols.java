package community.kith.p2p.host;

import community.kith.p2p.muxer.YamuxStream;
import community.kith.p2p.negotiate.Multistream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/// What a host serves: it agrees on a protocol with the peer that opened a stream, and runs the handler.
final class Protocols {
    private static final System.Logger LOG = System.getLogger(Protocols.class.getName());

    /// A handler that also sees over which connection the stream came.
    @FunctionalInterface
    interface Handler {
        void handle(Connection connection, Stream stream) throws IOException;
    }

    private final Map<String, Handler> handlers = new ConcurrentSkipListMap<>();
    private final Duration patience;

    Protocols(Duration patience) {
        this.patience = patience;
    }

    void put(String protocol, Handler handler) {
        handlers.put(protocol, handler);
    }

    List<String> names() {
        return List.copyOf(handlers.keySet());
    }

    /// Serves one incoming stream to its end, on the calling thread.
    void serve(Connection connection, YamuxStream stream) {
        boolean done = false;
        try {
            stream.timeout(patience);
            String protocol = Multistream.answer(stream.in(), stream.out(), handlers::containsKey);
            stream.timeout(Duration.ZERO);
            Handler handler = Objects.requireNonNull(handlers.get(protocol));
            handler.handle(connection, new MuxedStream(connection.peer(), protocol, stream));
            done = true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "a stream of " + connection.peer() + " failed: " + e);
        } finally {
            if (done) {
                stream.close();
            } else {
                stream.reset();
            }
        }
    }
}
