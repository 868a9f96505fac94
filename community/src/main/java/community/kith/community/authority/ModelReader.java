package community.kith.community.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a model: one definition a line, `define R: …` below its type, conditions between braces.
final class ModelReader {
    private final String text;

    ModelReader(String text) {
        this.text = text;
    }

    Model read() {
        Map<String, SortedMap<String, Rewrite>> types = new TreeMap<>();
        Map<String, Condition> conditions = new TreeMap<>();
        SortedMap<String, Rewrite> relations = new TreeMap<>();
        List<String> lines = text.lines().map(ModelReader::withoutComment).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("type ")) {
                relations = new TreeMap<>();
                types.put(line.substring("type ".length()).strip(), relations);
            } else if (line.startsWith("define ")) {
                int colon = line.indexOf(':');
                relations.put(line.substring("define ".length(), colon).strip(), rewrite(line.substring(colon + 1)));
            } else if (line.startsWith("condition ")) {
                StringBuilder whole = new StringBuilder(line);
                while (whole.indexOf("}") < 0 && ++i < lines.size()) {
                    whole.append(' ').append(lines.get(i).strip());
                }
                Condition condition = Condition.parse(whole.toString());
                conditions.put(condition.name(), condition);
            } else if (!line.isEmpty()
                    && !line.equals("model")
                    && !line.equals("relations")
                    && !line.equals("schema 1.1")) {
                throw new IllegalArgumentException("a model does not say “" + line + "”");
            }
        }
        return new Model(types, conditions);
    }

    private static String withoutComment(String line) {
        int at = line.startsWith("#") ? 0 : line.indexOf(" #");
        return at < 0 ? line : line.substring(0, at);
    }

    private static Rewrite rewrite(String words) {
        Words reading = new Words(words);
        Rewrite whole = operands(reading);
        if (!reading.peek().isEmpty()) {
            throw new IllegalArgumentException("not understood: " + reading.peek());
        }
        return whole;
    }

    private static Rewrite operands(Words words) {
        Rewrite first = operand(words);
        String operator = words.peek();
        return switch (operator) {
            case "or", "and" -> {
                List<Rewrite> all = new ArrayList<>(List.of(first));
                while (words.peek().equals(operator)) {
                    words.next();
                    all.add(operand(words));
                }
                yield operator.equals("or") ? new Rewrite.Any(List.copyOf(all)) : new Rewrite.All(List.copyOf(all));
            }
            case "but" -> {
                words.next();
                words.expect("not");
                yield new Rewrite.But(first, operand(words));
            }
            default -> first;
        };
    }

    private static Rewrite operand(Words words) {
        String word = words.next();
        if (word.equals("(")) {
            Rewrite inner = operands(words);
            words.expect(")");
            return inner;
        }
        if (word.equals("[")) {
            return new Rewrite.Direct(kinds(words));
        }
        if (word.isEmpty() || !Character.isLetter(word.charAt(0))) {
            throw new IllegalArgumentException("a relation is missing before “" + word + "”");
        }
        if (words.peek().equals("from")) {
            words.next();
            return new Rewrite.From(word, words.next());
        }
        return new Rewrite.Computed(word);
    }

    private static List<Rewrite.Kind> kinds(Words words) {
        List<Rewrite.Kind> kinds = new ArrayList<>();
        String before = "[";
        while (!before.equals("]")) {
            String type = words.next();
            Optional<String> relation = Optional.empty();
            boolean everybody = false;
            if (words.peek().equals("#")) {
                words.next();
                relation = Optional.of(words.next());
            } else if (words.peek().equals(":")) {
                words.next();
                words.expect("*");
                everybody = true;
            }
            Optional<String> condition = Optional.empty();
            if (words.peek().equals("with")) {
                words.next();
                condition = Optional.of(words.next());
            }
            kinds.add(new Rewrite.Kind(type, relation, everybody, condition));
            before = words.next();
            if (!before.equals("]") && !before.equals(",")) {
                throw new IllegalArgumentException("not understood in []: " + before);
            }
        }
        return List.copyOf(kinds);
    }
}
