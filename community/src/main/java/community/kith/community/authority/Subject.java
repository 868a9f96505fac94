package community.kith.community.authority;

/// Who has a relation to something.
public sealed interface Subject {
    String type();

    /// One: `person:ben`.
    record One(Thing thing) implements Subject {
        @Override
        public String type() {
            return thing.type();
        }

        @Override
        public String toString() {
            return thing.toString();
        }
    }

    /// All of a type: `person:*`.
    record Everybody(String type) implements Subject {
        @Override
        public String toString() {
            return type + ":*";
        }
    }

    /// Whoever has a relation to something else: `group:choir#member`.
    record Those(Thing of, String relation) implements Subject {
        @Override
        public String type() {
            return of.type();
        }

        @Override
        public String toString() {
            return of + "#" + relation;
        }
    }

    /// @throws IllegalArgumentException when it is none of these
    static Subject parse(String text) {
        int hash = text.indexOf('#');
        if (hash >= 0) {
            return new Those(Thing.parse(text.substring(0, hash)), text.substring(hash + 1));
        }
        return text.endsWith(":*") ? new Everybody(text.substring(0, text.length() - 2)) : new One(Thing.parse(text));
    }
}
