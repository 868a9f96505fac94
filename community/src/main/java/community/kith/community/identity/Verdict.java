package community.kith.community.identity;

import java.util.function.Supplier;

/// Whether something may be so; a no always says why, in words for people.
public sealed interface Verdict {
    record Allowed() implements Verdict {}

    /// A no, with its reason.
    ///
    /// @param reason a clause without full stop, such as `this is for kin of Ada only`
    record Refused(String reason) implements Verdict {
        @Override
        public String toString() {
            return "refused: " + reason;
        }
    }

    static Verdict allowed() {
        return new Allowed();
    }

    static Verdict refused(String reason) {
        return new Refused(reason);
    }

    /// Allowed when the condition holds, refused with the reason when not.
    static Verdict when(boolean holds, Supplier<String> reason) {
        return holds ? new Allowed() : new Refused(reason.get());
    }

    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /// This verdict when it is a refusal, the next one otherwise: the first reason is the one that is told.
    default Verdict and(Supplier<Verdict> next) {
        return switch (this) {
            case Allowed allowed -> next.get();
            case Refused refused -> refused;
        };
    }
}
