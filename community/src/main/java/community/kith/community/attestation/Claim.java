package community.kith.community.attestation;

import community.kith.base.name.Did;
import community.kith.community.identity.Names;
import java.time.Instant;
import java.util.Optional;

/// What somebody wants to say of somebody.
///
/// @param subject whom it is about
/// @param subjectName what the issuer calls them
/// @param says one line, such as `repairs bicycles`
/// @param until when it ends, if ever
public record Claim(Did subject, String subjectName, String says, Optional<Instant> until) {
    public static final int MAX_SAYS = 500;

    public Claim {
        Names.person(subjectName);
        says = says.strip();
        if (says.isEmpty() || says.length() > MAX_SAYS || says.codePoints().anyMatch(Claim::isInvisible)) {
            throw new IllegalArgumentException(
                    "what an attestation says is one line of 1 to " + MAX_SAYS + " characters");
        }
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }
}
