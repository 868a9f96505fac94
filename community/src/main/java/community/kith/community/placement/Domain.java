package community.kith.community.placement;

import community.kith.base.name.Did;

/// What fails together: a household, or a person when nothing more is known. Two devices under one roof are one
/// domain, and losing it loses both.
public record Domain(String id) implements Comparable<Domain> {
    public Domain {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a failure domain needs a name");
        }
    }

    public static Domain of(Did person) {
        return new Domain(person.toString());
    }

    @Override
    public int compareTo(Domain other) {
        return id.compareTo(other.id);
    }
}
