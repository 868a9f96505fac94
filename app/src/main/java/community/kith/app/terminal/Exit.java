package community.kith.app.terminal;

/// How a command ended, as scripts see it.
public enum Exit {
    DONE(0),
    FAILED(1),
    USAGE(2),
    NOT_FOUND(3),
    REFUSED(4),
    UNAVAILABLE(5);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
