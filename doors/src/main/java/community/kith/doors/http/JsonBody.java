package community.kith.doors.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A JSON object that a caller sent, read strictly: a field that is missing, of another type or unknown is an
/// `IllegalArgumentException` naming it.
final class JsonBody {
    private static final int MAX_TEXTS = 1024;

    private final JsonNode object;
    private final Set<String> known = new HashSet<>();

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    static JsonBody parse(byte[] json) {
        JsonNode node;
        try {
            node = Json.read(json);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException("the body is not JSON: " + wrong.getOriginalMessage(), wrong);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("the body must be a JSON object");
        }
        return new JsonBody(node);
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> new IllegalArgumentException(field + ": missing, must be text"));
    }

    Optional<String> optionalText(String field) {
        return find(field).map(value -> textOf(field, value));
    }

    /// A whole number in `[min, max]`.
    long whole(String field, long min, long max) {
        JsonNode value =
                find(field).orElseThrow(() -> new IllegalArgumentException(field + ": missing, must be a number"));
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw new IllegalArgumentException(field + ": must be a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    boolean has(String field) {
        return find(field).isPresent();
    }

    /// The texts of an array; none when the field is not there.
    List<String> texts(String field) {
        Optional<JsonNode> array = find(field);
        if (array.isEmpty()) {
            return List.of();
        }
        if (!array.get().isArray() || array.get().size() > MAX_TEXTS) {
            throw new IllegalArgumentException(field + ": must be a list of at most " + MAX_TEXTS + " texts");
        }
        List<String> texts = new ArrayList<>();
        array.get().forEach(each -> texts.add(textOf(field, each)));
        return texts;
    }

    /// Refuses fields that nobody asked for: a typo must not silently mean a default.
    void end() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + ": no such field here");
            }
        }
    }

    private Optional<JsonNode> find(String field) {
        known.add(field);
        return Optional.ofNullable(object.get(field)).filter(value -> !value.isNull());
    }

    private static String textOf(String field, JsonNode value) {
        if (!value.isString()) {
            throw new IllegalArgumentException(field + ": must be text");
        }
        return value.stringValue();
    }
}
