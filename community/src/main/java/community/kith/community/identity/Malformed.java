package community.kith.community.identity;

import java.net.ProtocolException;

/// Bytes from outside that have the right fields with impossible values.
public final class Malformed {
    private Malformed() {}

    /// What a value's constructor refused, as the fault of whoever sent it.
    public static ProtocolException because(String what, IllegalArgumentException refusal) {
        ProtocolException malformed = new ProtocolException(what + ": " + refusal.getMessage());
        malformed.initCause(refusal);
        return malformed;
    }
}
