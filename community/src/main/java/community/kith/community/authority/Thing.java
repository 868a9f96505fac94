package community.kith.community.authority;

/// What relations are about: `document:plan`, `person:did:key:z6Mk…`.
public record Thing(String type, String id) {
    public static final int MAX_CHARACTERS = 256;

    public Thing {
        boolean wrong = type.isEmpty()
                || id.isEmpty()
                || type.length() + id.length() > MAX_CHARACTERS
                || type.indexOf(':') >= 0
                || (type + id).chars().anyMatch(c -> c == '#' || c <= ' ')
                || id.equals("*");
        if (wrong) {
            throw new IllegalArgumentException("not a thing: type:id without spaces and #");
        }
    }

    /// Reads `type:id`.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Thing parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a thing: type:id without spaces and #");
        }
        return new Thing(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
