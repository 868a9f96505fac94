package community.kith.node.api;

import java.io.IOException;

/// Somebody within their right said no: reach, grant, quota, denylist or signature.
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
