package community.kith.node.home;

import java.io.IOException;

/// Another process runs a node on this home.
public final class HomeInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    HomeInUseException(String message) {
        super(message);
    }
}
