package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Letting people read files of mine for a time, whatever the files' reach.
public interface Grants {
    /// Lets somebody read a file of mine; they are told, and my people, who may hold it for me.
    GrantInfo give(Cid manifest, Did to, Instant until) throws IOException;

    /// Those that I gave, and those that are for me.
    List<GrantInfo> all() throws IOException;

    /// Takes a grant for me that somebody carried here as text.
    ///
    /// @throws RefusedException when it is not believed, or for somebody else
    GrantInfo take(String text) throws IOException;

    /// Takes back one that I gave. Whoever of my people is there refuses it at once, the others when they are there
    /// next,
    /// and at the latest when it ends.
    GrantInfo revoke(Cid id, String reason) throws IOException;
}
