package community.kith.store.blob;

import community.kith.base.name.Cid;
import java.io.IOException;

/// A stored blob is no longer what its name says. It counts as missing from now on and wants repair.
public final class DamagedBlobException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Cid cid;

    public DamagedBlobException(Cid cid, String what) {
        super("blob " + cid + " is damaged: " + what);
        this.cid = cid;
    }

    public Cid cid() {
        return cid;
    }
}
