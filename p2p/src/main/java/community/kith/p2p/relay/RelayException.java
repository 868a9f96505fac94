package community.kith.p2p.relay;

import java.net.ConnectException;

/// A relay said no.
public final class RelayException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private final RelayStatus status;

    RelayException(String tried, RelayStatus status) {
        super(tried + ": the relay answered " + status);
        this.status = status;
    }

    /// Why.
    public RelayStatus status() {
        return status;
    }
}
