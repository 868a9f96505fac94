package community.kith.community.authority;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What somebody may do with content.
public enum Act {
    READ("reader", "given_read"),
    WRITE("writer", "given_write"),
    HOLD("holder", "given_hold"),
    AUDIT("auditor", "given_audit"),
    REPAIR("repairer", "given_repair"),
    STEWARD("steward", "given_steward");

    private final String relation;
    private final String given;

    Act(String relation, String given) {
        this.relation = relation;
        this.given = given;
    }

    String relation() {
        return relation;
    }

    String given() {
        return given;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Act> labelled(String label) {
        return Arrays.stream(values()).filter(act -> act.label().equals(label)).findFirst();
    }

    /// @throws IllegalArgumentException naming those there are
    public static Act parse(String label) {
        return labelled(label)
                .orElseThrow(() -> new IllegalArgumentException("nobody can be let to " + label + "; there are "
                        + Arrays.stream(values()).map(Act::label).collect(Collectors.joining(", "))));
    }
}
