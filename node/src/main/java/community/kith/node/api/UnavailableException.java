package community.kith.node.api;

import java.io.IOException;

/// Too few holders or peers answer now; later it may work.
public final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int missing;
    private final String link;

    /// @param missing how many more holders or peers it takes
    /// @param link of content that was accepted all the same; empty when there is none
    public UnavailableException(String message, int missing, String link) {
        super(message);
        this.missing = missing;
        this.link = link;
    }

    public int missing() {
        return missing;
    }

    public String link() {
        return link;
    }
}
