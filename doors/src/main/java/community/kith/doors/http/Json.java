package community.kith.doors.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.api.AttestationInfo;
import community.kith.node.api.Backup;
import community.kith.node.api.Check;
import community.kith.node.api.Drill;
import community.kith.node.api.FileInfo;
import community.kith.node.api.GrantInfo;
import community.kith.node.api.NodeStatus;
import community.kith.node.api.Petition;
import community.kith.node.api.Tier;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// How the types of `node.api` look in JSON: records by their component names, names as their text, choices in lower
/// case, times as ISO-8601 in UTC, what is absent left out.
final class Json {
    private static final int MAX_DEPTH = 16;
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    static void write(OutputStream out, Object value) {
        MAPPER.writeValue(out, value);
    }

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static JsonNode read(byte[] json) {
        return MAPPER.readTree(json);
    }

    private static JsonMapper mapper() {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        var module = new SimpleModule("kith")
                .addSerializer(Cid.class, asText())
                .addSerializer(Did.class, asText())
                .addSerializer(PeerId.class, asText())
                .addSerializer(Multiaddr.class, asText())
                .addSerializer(Tier.class, as((tier, json) -> json.writeString(tier.label())))
                .addSerializer(FileInfo.Kind.class, inLowerCase())
                .addSerializer(Check.Outcome.class, inLowerCase())
                .addSerializer(GrantInfo.State.class, inLowerCase())
                .addSerializer(AttestationInfo.State.class, inLowerCase())
                .addSerializer(AttestationInfo.StatusKnown.class, inLowerCase())
                .addSerializer(Petition.Role.class, inLowerCase())
                .addSerializer(Petition.State.class, inLowerCase())
                .addSerializer(Duration.class, as((span, json) -> json.writeNumber(span.toSeconds())));
        return JsonMapper.builder(factory)
                .addModule(module)
                .addMixIn(NodeStatus.class, UptimeInSeconds.class)
                .addMixIn(Backup.class, EveryInSeconds.class)
                .addMixIn(Drill.class, TookInSeconds.class)
                .changeDefaultPropertyInclusion(each -> each.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }

    private static <T> ValueSerializer<T> asText() {
        return as((value, json) -> json.writeString(value.toString()));
    }

    private static <E extends Enum<E>> ValueSerializer<E> inLowerCase() {
        return as((value, json) -> json.writeString(value.name().toLowerCase(Locale.ROOT)));
    }

    private static <T> ValueSerializer<T> as(BiConsumer<T, JsonGenerator> writer) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                writer.accept(value, json);
            }
        };
    }

    private interface EveryInSeconds {
        @JsonProperty("everySeconds")
        Duration every();
    }

    private interface TookInSeconds {
        @JsonProperty("tookSeconds")
        Duration took();
    }

    private interface UptimeInSeconds {
        @JsonProperty("uptimeSeconds")
        Duration uptime();
    }
}
