package community.kith.node.config;

import java.time.Duration;
import java.util.Properties;

/// How a node behaves towards others. Every value has a default that suits a laptop at home; `config.properties` in the
/// node's home overrides single ones.
///
/// @param presence how often people are looked for
/// @param grace how long a holder may be silent before its shards are made anew elsewhere
/// @param audit how often each holder proves that it has what it signed for
/// @param offerBytes what a new bond promises the other side
/// @param diskFloorBytes free disk that is never given to others
/// @param durableWait how long a put waits for holders that are expected but do not answer yet
public record Settings(
        Duration presence, Duration grace, Duration audit, long offerBytes, long diskFloorBytes, Duration durableWait) {

    public static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ofHours(12),
            10_000_000_000L,
            1_000_000_000L,
            Duration.ofSeconds(20));

    /// Reads what is set in `properties`, the rest from [#DEFAULT].
    ///
    /// @throws IllegalArgumentException naming the property whose value is not understood
    public static Settings from(Properties properties) {
        return new Settings(
                duration(properties, "presence.interval", DEFAULT.presence),
                duration(properties, "repair.grace", DEFAULT.grace),
                duration(properties, "audit.interval", DEFAULT.audit),
                size(properties, "bond.offer", DEFAULT.offerBytes),
                size(properties, "disk.floor", DEFAULT.diskFloorBytes),
                duration(properties, "put.durable-wait", DEFAULT.durableWait));
    }

    private static Duration duration(Properties properties, String name, Duration otherwise) {
        String text = properties.getProperty(name);
        return text == null ? otherwise : named(name, text, Quantity::duration);
    }

    private static long size(Properties properties, String name, long otherwise) {
        String text = properties.getProperty(name);
        return text == null ? otherwise : named(name, text, Quantity::bytes);
    }

    private static <T> T named(String name, String text, java.util.function.Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " in config.properties: " + e.getMessage(), e);
        }
    }
}
