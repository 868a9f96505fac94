package community.kith.node.api;

import community.kith.base.name.Cid;
import java.util.Optional;

/// Which of my files to tell: a page of all of them, newest first, or those that are called something.
///
/// @param called a name, a link or the CID of a manifest; empty for all
/// @param after the last one of the page before
/// @param most how many at most
public record FileQuery(Optional<String> called, Optional<Cid> after, int most) {
    /// A page is no longer than this.
    public static final int MOST = 1_000;

    public FileQuery {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("limit: must be from 1 to " + MOST + ", not " + most);
        }
    }

    public static FileQuery first() {
        return new FileQuery(Optional.empty(), Optional.empty(), MOST);
    }

    public static FileQuery called(String what) {
        return new FileQuery(Optional.of(what), Optional.empty(), MOST);
    }

    public FileQuery after(Cid last) {
        return new FileQuery(called, Optional.of(last), most);
    }
}
