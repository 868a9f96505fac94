package community.kith.sync.log;

import community.kith.base.name.Cid;

/// An owner's word on a forked log: the branch with this entry counts.
///
/// Who may say so is decided where settlements are entries themselves, in `community`.
public record Settlement(LogId log, Cid branch) {}
