package community.kith.p2p.muxer;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Many streams over one secure connection.
///
/// [#run(Consumer)] occupies one thread until the connection ends, and is called once. Somebody calls [#tick()] now and
/// then: there the muxer notices that its peer is gone.
public interface Muxer extends AutoCloseable {

    /// Carries the connection until it ends, whoever ends it; `incoming` gets each stream the peer opens, and must not
    /// wait.
    void run(Consumer<MuxerStream> incoming);

    /// Opens a stream. Waits while the peer leaves too many unanswered.
    MuxerStream open() throws IOException;

    /// Whether new streams can be opened.
    boolean isOpen();

    /// Streams that live now, opened by either end.
    int streams();

    /// The last measured round trip; zero before the first.
    Duration roundTrip();

    /// Looks after the connection: measures the round trip, gives a dead peer up, clears streams that are never closed.
    void tick();

    /// Doubts that the peer is still there, as after a sleep or a change of network: unless it is heard of within
    /// `patience`, a later [#tick()] gives it up.
    void probe(Duration patience);

    /// Says goodbye and closes the connection; all streams fail. Idempotent.
    @Override
    void close();
}
