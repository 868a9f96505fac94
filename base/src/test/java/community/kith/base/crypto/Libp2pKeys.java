package community.kith.base.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/// The keys that libp2p's peer-ids specification publishes, one pair of each kind.
public final class Libp2pKeys {
    private static final Properties KEYS = load();

    private Libp2pKeys() {}

    public static byte[] publicMessage(VerifyingKey.Kind kind) {
        return message(kind, "public");
    }

    /// The `Data` field of the private key message.
    static byte[] privateData(VerifyingKey.Kind kind) {
        byte[] message = message(kind, "private");
        int header = message.length < 0x80 + 4 ? 4 : 5;
        return Arrays.copyOfRange(message, header, message.length);
    }

    private static byte[] message(VerifyingKey.Kind kind, String half) {
        String hex = KEYS.getProperty(kind.name().toLowerCase(Locale.ROOT) + "." + half);
        return HexFormat.of().parseHex(Objects.requireNonNull(hex));
    }

    private static Properties load() {
        try (InputStream in = Libp2pKeys.class.getResourceAsStream("libp2p-keys.properties")) {
            Properties keys = new Properties();
            keys.load(Objects.requireNonNull(in));
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
