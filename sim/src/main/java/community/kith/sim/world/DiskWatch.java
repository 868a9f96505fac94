package community.kith.sim.world;

import community.kith.base.name.Cid;

/// Sees every byte that goes to and from the disks of a world. Called from many threads.
public interface DiskWatch {
    /// A holder took a blob that somebody sent.
    void taken(int resident, Cid cid, long sizeBytes);

    /// Somebody was given, or its owner read, a part of a blob.
    void given(int resident, Cid cid, long sizeBytes);
}
