package community.kith.node.exchange;

import community.kith.base.name.Did;
import java.io.IOException;
import java.util.List;

/// Who wants to know what others placed in my name.
@FunctionalInterface
public interface Reports {
    /// @param by who says so; the receipts prove it
    /// @param receipts each verified, about blobs of mine
    void placed(Did by, List<Receipt> receipts) throws IOException;
}
