package community.kith.community.authority;

/// A question that was not answered: its relations go deeper, or spread wider, than is looked at. Whoever asked must
/// take it as a no.
public final class TooComplexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooComplexException(String message) {
        super(message);
    }
}
