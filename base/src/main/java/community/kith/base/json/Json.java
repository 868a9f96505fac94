package community.kith.base.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A JSON value as I-JSON (RFC 7493) has it, immutable: numbers are doubles, names occur once, text is well-formed.
public sealed interface Json {
    record Null() implements Json {}

    record Bool(boolean value) implements Json {}

    record Num(double value) implements Json {
        public Num {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no number " + value);
            }
        }
    }

    record Text(String value) implements Json {}

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /// The members in the order in which they were written.
    record Obj(SequencedMap<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        }

        public static Obj empty() {
            return new Obj(new LinkedHashMap<>());
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /// The member, if it is text.
        public Optional<String> text(String name) {
            return members.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
        }

        /// The same with this member, in its old place or at the end.
        public Obj with(String name, Json value) {
            SequencedMap<String, Json> changed = new LinkedHashMap<>(members);
            changed.put(name, value);
            return new Obj(changed);
        }

        public Obj with(String name, String value) {
            return with(name, new Text(value));
        }

        public Obj with(String name, Optional<String> value) {
            return value.map(text -> with(name, text)).orElse(this);
        }

        public Obj without(String name) {
            SequencedMap<String, Json> changed = new LinkedHashMap<>(members);
            changed.remove(name);
            return new Obj(changed);
        }
    }

    static Arr texts(String... values) {
        return new Arr(List.of(values).stream().<Json>map(Text::new).toList());
    }

    /// For people: as [Jcs] writes it, but indented and in the order it has.
    default String pretty() {
        StringBuilder out = new StringBuilder();
        pretty(this, "", out);
        return out.append('\n').toString();
    }

    private static void pretty(Json value, String indent, StringBuilder out) {
        String deeper = indent + "  ";
        switch (value) {
            case Obj object -> {
                String before = "{\n";
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    out.append(before).append(deeper).append(Jcs.text(new Text(member.getKey())));
                    pretty(member.getValue(), deeper, out.append(": "));
                    before = ",\n";
                }
                out.append(object.members().isEmpty() ? "{}" : "\n" + indent + "}");
            }
            case Arr array -> {
                String before = "[\n";
                for (Json item : array.items()) {
                    pretty(item, deeper, out.append(before).append(deeper));
                    before = ",\n";
                }
                out.append(array.items().isEmpty() ? "[]" : "\n" + indent + "]");
            }
            case Null scalar -> out.append(Jcs.text(scalar));
            case Bool scalar -> out.append(Jcs.text(scalar));
            case Num scalar -> out.append(Jcs.text(scalar));
            case Text scalar -> out.append(Jcs.text(scalar));
        }
    }
}
