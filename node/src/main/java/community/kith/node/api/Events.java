package community.kith.node.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A bounded subscription to what happens on a node. A reader that falls too far behind loses the oldest events, never
/// memory.
public interface Events extends AutoCloseable {
    /// Waits for the next event, at most so long.
    Optional<Event> next(Duration wait) throws InterruptedException;

    @Override
    void close();

    /// Something that happened.
    ///
    /// @param kind what changed: `file`, `person`, `holding`, `repair` or `node`
    /// @param subject the CID or DID it is about; empty for the node itself
    /// @param text one plain sentence
    record Event(long id, Instant at, String kind, String subject, String text) {}
}
