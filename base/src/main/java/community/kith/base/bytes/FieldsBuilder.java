package community.kith.base.bytes;

import community.kith.base.name.Cid;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Collects the fields of a map; each name once, in any order.
public final class FieldsBuilder {
    private final SequencedMap<String, Ipld> values = new LinkedHashMap<>();

    FieldsBuilder() {}

    public FieldsBuilder put(String name, Ipld value) {
        if (values.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("two fields named " + name);
        }
        return this;
    }

    public FieldsBuilder put(String name, String value) {
        return put(name, Ipld.of(value));
    }

    public FieldsBuilder put(String name, long value) {
        return put(name, Ipld.of(value));
    }

    public FieldsBuilder put(String name, byte[] value) {
        return put(name, Ipld.of(value));
    }

    public FieldsBuilder put(String name, boolean value) {
        return put(name, Ipld.of(value));
    }

    public FieldsBuilder put(String name, Cid value) {
        return put(name, Ipld.of(value));
    }

    public FieldsBuilder putIfPresent(String name, OptionalLong value) {
        return value.isPresent() ? put(name, value.getAsLong()) : this;
    }

    /// Adds what is inside: an Ipld, or one of the types that [#put] takes; an empty Optional adds no field.
    public FieldsBuilder putIfPresent(String name, Optional<?> value) {
        return value.isEmpty() ? this : put(name, wrap(name, value.get()));
    }

    public Ipld.Fields build() {
        return new Ipld.Fields(values);
    }

    private static Ipld wrap(String name, Object value) {
        return switch (value) {
            case Ipld ipld -> ipld;
            case String text -> Ipld.of(text);
            case Long number -> Ipld.of(number);
            case Integer number -> Ipld.of(number);
            case byte[] bytes -> Ipld.of(bytes);
            case Boolean flag -> Ipld.of(flag);
            case Cid cid -> Ipld.of(cid);
            default -> throw new IllegalArgumentException(name + " cannot be a " + value.getClass());
        };
    }
}
