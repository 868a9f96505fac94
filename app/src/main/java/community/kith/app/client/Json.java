package community.kith.app.client;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the API and `--json` write it: names and addresses as their text, times in ISO-8601, durations in seconds,
/// enums in lower case.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new ApiWords())
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /// A record, an enum or a list of them as JSON.
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// Reads a text as JSON.
    ///
    /// @param from names the sender in the error when `text` is not JSON
    public static JsonNode parse(String text, String from) throws IOException {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new IOException(from + " answered with something that is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public static <T> T read(JsonNode json, Class<T> type) throws IOException {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JacksonException e) {
            throw new IOException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
