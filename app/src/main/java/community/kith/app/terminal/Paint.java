package community.kith.app.terminal;

/// Colours a few words, or leaves them as they are.
public enum Paint {
    COLOURED,
    NONE;

    private static final String ESCAPE = "\u001b[";

    public String strong(String text) {
        return wrap("1", text);
    }

    public String faint(String text) {
        return wrap("2", text);
    }

    public String good(String text) {
        return wrap("32", text);
    }

    public String doubtful(String text) {
        return wrap("33", text);
    }

    public String bad(String text) {
        return wrap("31", text);
    }

    private String wrap(String code, String text) {
        return this == NONE || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
