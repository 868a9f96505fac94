package community.kith.node.api;

import java.util.List;

/// Whether somebody may do something with a file of mine, and why.
///
/// @param outcome `allowed`, `denied` or `conditional`
/// @param reasons what was looked at, as lines of a tree
public record MayInfo(String outcome, List<String> reasons) {
    public boolean allowed() {
        return outcome.equals("allowed");
    }
}
