package community.kith.app.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.api.Backup;
import community.kith.node.api.Drill;
import community.kith.node.api.NodeStatus;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/// How the types of `node.api` look in JSON where their components alone do not say it.
final class ApiWords extends SimpleModule {
    private static final long serialVersionUID = 1L;

    ApiWords() {
        super("kith");
        text(Cid.class, Cid::parse);
        text(Did.class, Did::parse);
        text(PeerId.class, PeerId::parse);
        text(Multiaddr.class, Multiaddr::parse);
        addSerializer(Enum.class, new Lowercase());
        setMixInAnnotation(NodeStatus.class, StatusNames.class);
        setMixInAnnotation(Backup.class, BackupNames.class);
        setMixInAnnotation(Drill.class, DrillNames.class);
        addSerializer(Duration.class, new InSeconds());
        addDeserializer(Duration.class, new FromSeconds());
    }

    private <T> void text(Class<T> type, Parser<T> parser) {
        addSerializer(type, new AsText<>(type));
        addDeserializer(type, new FromText<>(type, parser));
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(String text) throws ProtocolException;
    }

    private interface BackupNames {
        @JsonProperty("everySeconds")
        Duration every();
    }

    private interface DrillNames {
        @JsonProperty("tookSeconds")
        Duration took();
    }

    private interface StatusNames {
        @JsonProperty("uptimeSeconds")
        Duration uptime();
    }

    private static final class AsText<T> extends StdScalarSerializer<T> {
        AsText(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator to, SerializationContext context) {
            to.writeString(value.toString());
        }
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private final transient Parser<T> parser;

        FromText(Class<T> type, Parser<T> parser) {
            super(type);
            this.parser = parser;
        }

        @Override
        public T deserialize(JsonParser from, DeserializationContext context) {
            String text = from.getString();
            try {
                return parser.parse(text);
            } catch (ProtocolException e) {
                return context.reportInputMismatch(this, "%s", e.getMessage());
            }
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class Lowercase extends StdScalarSerializer<Enum> {
        Lowercase() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator to, SerializationContext context) {
            to.writeString(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private static final class InSeconds extends StdScalarSerializer<Duration> {
        InSeconds() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator to, SerializationContext context) {
            to.writeNumber(value.toMillis() / 1_000.0);
        }
    }

    private static final class FromSeconds extends StdScalarDeserializer<Duration> {
        FromSeconds() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser from, DeserializationContext context) {
            return Duration.ofMillis(Math.round(from.getDoubleValue() * 1_000));
        }
    }
}
