package community.kith.node.api;

import java.io.IOException;

/// Nothing of that name is here, nor at anybody who answers.
public final class NotFoundException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }
}
