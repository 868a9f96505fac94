package community.kith.base.bytes;

import community.kith.base.name.Cid;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the DAG-JSON form of a value, for comparing only.
final class DagJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private DagJson() {}

    static Ipld parse(byte[] json) throws IOException {
        return value(MAPPER.readTree(json));
    }

    private static Ipld value(JsonNode node) throws ProtocolException {
        return switch (node.getNodeType()) {
            case NULL -> new Ipld.Null();
            case BOOLEAN -> Ipld.of(node.booleanValue());
            case NUMBER ->
                node.isIntegralNumber() ? new Ipld.Int(node.bigIntegerValue()) : new Ipld.Float64(node.doubleValue());
            case STRING -> Ipld.of(node.stringValue());
            case ARRAY -> items(node);
            case OBJECT -> node.size() == 1 && node.has("/") ? special(node.get("/")) : fields(node);
            case BINARY, MISSING, POJO -> throw new AssertionError("not JSON: " + node);
        };
    }

    private static Ipld special(JsonNode node) throws ProtocolException {
        return node.isString()
                ? Ipld.of(Cid.parse(node.stringValue()))
                : Ipld.of(Multibase.decode("m" + node.get("bytes").stringValue()));
    }

    private static Ipld items(JsonNode node) throws ProtocolException {
        List<Ipld> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(value(item));
        }
        return Ipld.list(items);
    }

    private static Ipld fields(JsonNode node) throws ProtocolException {
        FieldsBuilder fields = Ipld.fields();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            fields.put(field.getKey(), value(field.getValue()));
        }
        return fields.build();
    }
}
