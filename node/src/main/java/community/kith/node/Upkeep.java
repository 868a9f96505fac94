package community.kith.node;

import java.io.IOException;
import java.time.Duration;

/// Something that has to be looked after for as long as a node lives. Each is called by a thread of its own, so one
/// that
/// waits holds up no other.
public interface Upkeep extends AutoCloseable {

    /// How long to rest between two calls.
    Duration every();

    /// Does what is due.
    void tick() throws IOException;

    /// Ends it. Idempotent.
    @Override
    void close();
}
