package community.kith.community.placement;

import community.kith.base.name.PeerId;

/// That a holder shall have a row.
public record Assignment(int row, PeerId holder) {}
