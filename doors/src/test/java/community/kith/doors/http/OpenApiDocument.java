package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `openapi.json` as a test asks it: what there is to call, and whether an answer is as it says.
final class OpenApiDocument {
    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());

    OpenApiDocument() {
        this.document = resource("openapi.json");
    }

    static JsonNode resource(String name) {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(name)) {
            return Json.read(in.readAllBytes());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    JsonNode json() {
        return document;
    }

    /// Such as `GET /api/v1/status`.
    Set<String> operations() {
        Set<String> found = new TreeSet<>();
        document.get("paths")
                .forEachEntry((path, item) -> item.propertyNames().stream()
                        .filter(method -> !method.equals("servers"))
                        .forEach(method ->
                                found.add(method.toUpperCase(java.util.Locale.ROOT) + " " + root(item) + path)));
        return found;
    }

    /// What a path of the document follows, where it does not say otherwise.
    private static String root(JsonNode item) {
        return item.has("servers") ? "" : "/api/v1";
    }

    JsonNode operation(String method, String path) {
        String below = path.startsWith("/api/v1") ? path.substring("/api/v1".length()) : path;
        return document.at("/paths/" + below.replace("/", "~1") + "/" + method.toLowerCase(java.util.Locale.ROOT));
    }

    /// Holds an answer against what the operation promises for its status and type, and refuses properties that are not
    /// documented.
    void assertDescribes(String method, String path, int status, String type, JsonNode answer) {
        JsonNode response = resolve(operation(method, path).path("responses").path(String.valueOf(status)));
        assertThat(response.isMissingNode())
                .as("%s %s may answer %d", method, path, status)
                .isFalse();
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s %s may answer %s", method, path, type)
                .isFalse();
        assertThat(compile(schema).validate(answer))
                .as("%s %s: %s", method, path, answer)
                .isEmpty();
    }

    /// Holds a value against one of the document's named schemas.
    void assertIs(String name, JsonNode value) {
        var schema = Json.read(("{\"$ref\":\"#/components/schemas/" + name + "\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(compile(schema).validate(value)).as("%s", value).isEmpty();
    }

    private JsonNode resolve(JsonNode maybeReference) {
        return maybeReference.has("$ref")
                ? document.at(maybeReference.get("$ref").stringValue().substring(1))
                : maybeReference;
    }

    /// The schema on its own, with the components it refers to, closed against unknown properties.
    private Schema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy().asObject();
        whole.set("components", document.get("components").deepCopy());
        close(whole.get("components").get("schemas"));
        return schemas.getSchema(whole);
    }

    private static void close(JsonNode node) {
        if (node.isObject()
                && node.has("properties")
                && node.path("type").asString("").equals("object")) {
            node.asObject().put("additionalProperties", false);
        }
        node.forEach(OpenApiDocument::close);
    }
}
