package community.kith.community.identity;

import java.nio.charset.StandardCharsets;

/// What people and devices may be called: one visible line that cannot pretend to be something else.
public final class Names {
    public static final int MAX_CHARACTERS = 64;
    /// A bond carries the names of two people and two devices and must stay well below 1 KiB.
    public static final int MAX_PERSON_BYTES = 80;

    public static final int MAX_DEVICE_BYTES = 64;

    private Names() {}

    /// The name, if a person may have it.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static String person(String name) {
        return checked("a person's name", name, MAX_PERSON_BYTES);
    }

    /// The name, if a device may have it.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static String device(String name) {
        return checked("a device's name", name, MAX_DEVICE_BYTES);
    }

    private static String checked(String what, String name, int maxBytes) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new IllegalArgumentException(what + " must not be empty, nor begin or end with a space");
        }
        if (name.codePoints().anyMatch(Names::isInvisible)) {
            throw new IllegalArgumentException(what + " must be one line without control characters");
        }
        if (name.length() > MAX_CHARACTERS || name.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new IllegalArgumentException(
                    what + " must have at most " + MAX_CHARACTERS + " characters and " + maxBytes + " bytes");
        }
        return name;
    }

    /// Line breaks and control codes, halves of characters, and the marks that turn the direction of text around and
    /// so let one name be read as another. Joiners stay: Persian and emoji need them.
    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }
}
