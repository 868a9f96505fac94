package community.kith.node.exchange;

import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;

/// Whether a device may still act for its passport. Asked at every request.
@FunctionalInterface
public interface Standing {
    /// Where nobody was ever revoked.
    Standing ALL_WELL = delegation -> Verdict.allowed();

    Verdict of(Delegation delegation);
}
