package community.kith.node.steward;

import community.kith.base.name.Did;
import community.kith.community.right.Right;
import community.kith.store.care.ListedHolder;
import java.util.List;

/// Something that was entrusted to me: a right, and what of its list is needed all the time.
///
/// @param turn how many stewards try before me
record Charge(Right right, int turn, List<ListedHolder> holders) {
    Did owner() {
        return right.owner();
    }
}
