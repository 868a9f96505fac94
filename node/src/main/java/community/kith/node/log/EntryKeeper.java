package community.kith.node.log;

import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import java.io.IOException;
import java.util.List;

/// Where entries come from and go to when they are exchanged.
public interface EntryKeeper {
    /// What peers are shown, as it is when a conversation begins.
    Entries shown() throws IOException;

    /// Takes entries whose signatures hold, as far as there is room for them, durably and all together.
    ///
    /// @return those that were not known
    List<Entry> take(List<Entry> verified) throws IOException;
}
