package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import java.io.IOException;
import java.util.List;

/// Who wants to know what holders and stewards of mine say of themselves.
public interface Reports {
    /// @param by who says so; the receipts prove it
    /// @param rows of which each receipt is verified, and for me
    void placed(Did by, List<Reported> rows) throws IOException;

    /// A device of somebody I have a bond with is about to leave, and waits for me to bring elsewhere what it keeps.
    void leaving(PeerId device) throws IOException;

    /// Such a device will not keep these for me much longer.
    void parting(PeerId device, List<Cid> cids) throws IOException;
}
