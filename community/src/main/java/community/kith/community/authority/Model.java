package community.kith.community.authority;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Types, their relations, from what each follows, and conditions. Read from text by [#parse].
public final class Model {
    private final SortedMap<String, SortedMap<String, Rewrite>> types;
    private final SortedMap<String, Condition> conditions;

    Model(Map<String, SortedMap<String, Rewrite>> types, Map<String, Condition> conditions) {
        this.types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
        this.conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
        this.types.forEach((type, relations) -> relations.values().forEach(rewrite -> check(type, rewrite)));
    }

    /// Reads a model in OpenFGA's language, schema 1.1.
    ///
    /// @throws IllegalArgumentException saying what in it is not understood
    public static Model parse(String text) {
        return new ModelReader(text).read();
    }

    private void check(String type, Rewrite rewrite) {
        switch (rewrite) {
            case Rewrite.Direct direct -> {
                for (Rewrite.Kind kind : direct.kinds()) {
                    known(kind.type());
                    kind.relation().ifPresent(relation -> require(kind.type(), relation));
                    if (kind.condition().isPresent()
                            && !conditions.containsKey(kind.condition().get())) {
                        throw new IllegalArgumentException(
                                "no condition " + kind.condition().get());
                    }
                }
            }
            case Rewrite.Computed computed -> require(type, computed.relation());
            case Rewrite.From from -> require(type, from.through());
            case Rewrite.Any any -> any.of().forEach(one -> check(type, one));
            case Rewrite.All all -> all.of().forEach(one -> check(type, one));
            case Rewrite.But but -> {
                check(type, but.base());
                check(type, but.not());
            }
        }
    }

    Optional<Rewrite> rewrite(String type, String relation) {
        return Optional.ofNullable(
                types.getOrDefault(type, Collections.emptySortedMap()).get(relation));
    }

    Optional<Condition> condition(String name) {
        return Optional.ofNullable(conditions.get(name));
    }

    /// @throws IllegalArgumentException when the model has no such thing
    void require(String type, String relation) {
        known(type);
        if (rewrite(type, relation).isEmpty()) {
            throw new IllegalArgumentException("no relation " + relation + " of " + type);
        }
    }

    void require(Subject subject) {
        known(subject.type());
        if (subject instanceof Subject.Those those) {
            require(those.of().type(), those.relation());
        }
    }

    /// @throws IllegalArgumentException when the model knows no such tuple
    public void require(Tuple tuple) {
        require(tuple.thing().type(), tuple.relation());
        require(tuple.subject());
        if (!fits(rewrite(tuple.thing().type(), tuple.relation()).orElseThrow(), tuple)) {
            throw new IllegalArgumentException("not a tuple of this model: " + tuple);
        }
    }

    private static boolean fits(Rewrite rewrite, Tuple tuple) {
        return switch (rewrite) {
            case Rewrite.Direct direct -> direct.kinds().stream().anyMatch(kind -> kind.fits(tuple));
            case Rewrite.Computed computed -> false;
            case Rewrite.From from -> false;
            case Rewrite.Any any -> any.of().stream().anyMatch(one -> fits(one, tuple));
            case Rewrite.All all -> all.of().stream().anyMatch(one -> fits(one, tuple));
            case Rewrite.But but -> fits(but.base(), tuple) || fits(but.not(), tuple);
        };
    }

    private void known(String type) {
        if (!types.containsKey(type)) {
            throw new IllegalArgumentException("no type " + type);
        }
    }
}
