package community.kith.community.authority;

/// Three values: what is missing to say yes or no is not a no.
public enum Outcome {
    DENIED,
    /// It depends on something that the question did not say.
    CONDITIONAL,
    ALLOWED;

    Outcome or(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Outcome and(Outcome other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Outcome not() {
        return switch (this) {
            case DENIED -> ALLOWED;
            case CONDITIONAL -> CONDITIONAL;
            case ALLOWED -> DENIED;
        };
    }
}
