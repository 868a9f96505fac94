package community.kith.node.log;

import community.kith.community.fact.Fact;
import java.io.IOException;

/// Where to say something for good: it becomes an entry of this device's log, and comes to all who follow that.
@FunctionalInterface
public interface Saying {
    /// Takes it durably, within the transaction that the caller is in if there is one. It takes effect, here as
    /// elsewhere, when it has its place in the log: at once, unless this device was started lately and has not asked
    /// anybody yet how far its log goes.
    void say(Fact fact) throws IOException;
}
