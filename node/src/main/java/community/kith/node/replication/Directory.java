package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import java.io.IOException;
import java.util.List;

/// Names peers beyond my people who say that they have something of the commons. It is asked last, and of nothing else:
/// a question to strangers tells what one is looking for.
@FunctionalInterface
public interface Directory {
    /// Knows nobody.
    Directory EMPTY = cid -> List.of();

    /// Who says so, the first to be asked first; they can be dialled.
    List<PeerId> providers(Cid cid) throws IOException;
}
