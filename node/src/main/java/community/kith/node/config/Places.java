package community.kith.node.config;

import community.kith.node.ledger.PostgresAddress;
import community.kith.store.s3.S3Address;
import community.kith.store.s3.S3Credentials;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Where a node keeps its ledger and its blobs: in its home, unless its owner runs services for that.
///
/// @param ledger a database of a PostgreSQL server; empty for a file of the home
/// @param blobs a bucket of an S3 service; empty for a folder of the home
public record Places(Optional<PostgresAddress> ledger, Optional<Bucket> blobs) {
    /// In the home.
    public static final Places HOME = new Places(Optional.empty(), Optional.empty());

    /// A bucket, and what of it may be used.
    public record Bucket(S3Address address, S3Credentials credentials, long capacityBytes) {}

    /// Reads what is set. Secrets may stand in `properties`, a file that only its owner reads, or in `environment`,
    /// which
    /// wins.
    ///
    /// @throws IllegalArgumentException naming the property that is not understood, and never a secret
    public static Places from(Properties properties, Map<String, String> environment) {
        return new Places(
                setting(properties, "ledger").map(url -> postgres(url, properties, environment)),
                setting(properties, "blobs").map(address -> bucket(address, properties, environment)));
    }

    private static PostgresAddress postgres(String url, Properties properties, Map<String, String> environment) {
        if (!PostgresAddress.isOne(url)) {
            throw new IllegalArgumentException(
                    "ledger in config.properties: it is written jdbc:postgresql://HOST:PORT/DATABASE?user=NAME");
        }
        return new PostgresAddress(url, secret(properties, "ledger.password", environment, "KITH_LEDGER_PASSWORD"));
    }

    private static Bucket bucket(String address, Properties properties, Map<String, String> environment) {
        var accessKey = secret(properties, "blobs.access-key", environment, "AWS_ACCESS_KEY_ID");
        var secretKey = secret(properties, "blobs.secret-key", environment, "AWS_SECRET_ACCESS_KEY");
        var token = Optional.ofNullable(environment.get("AWS_SESSION_TOKEN")).filter(text -> !text.isBlank());
        var capacity = setting(properties, "blobs.capacity")
                .orElseThrow(() -> new IllegalArgumentException(
                        "blobs.capacity in config.properties: a bucket has no end of its own, so say how much may be kept"
                                + " there, such as 10TB"));
        return new Bucket(
                named("blobs", () -> S3Address.parse(address)),
                new S3Credentials(
                        accessKey.orElseThrow(() -> missing("blobs.access-key", "AWS_ACCESS_KEY_ID")),
                        secretKey.orElseThrow(() -> missing("blobs.secret-key", "AWS_SECRET_ACCESS_KEY")),
                        token),
                named("blobs.capacity", () -> Quantity.bytes(capacity)));
    }

    private static IllegalArgumentException missing(String property, String variable) {
        return new IllegalArgumentException(
                property + " in config.properties, or " + variable + " in the environment: the bucket wants it");
    }

    private static Optional<String> setting(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Optional<String> secret(
            Properties properties, String property, Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .or(() -> setting(properties, property));
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T named(String name, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " in config.properties: " + e.getMessage(), e);
        }
    }
}
