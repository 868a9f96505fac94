package community.kith.node.home;

import community.kith.base.crypto.Sealing;
import community.kith.base.crypto.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// An Ed25519 secret key in a PEM file, as OpenSSL writes and reads them; or the same sealed under the home key, which
/// only Kith reads. Source: RFC 8410, RFC 5958, RFC 7468.
final class KeyFile {
    private static final String OPEN = "PRIVATE KEY";
    private static final String LOCKED = "KITH LOCKED PRIVATE KEY";

    /// DER of a PKCS#8 PrivateKeyInfo for Ed25519, up to the seed.
    private static final byte[] PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final int MAX_BYTES = 4_096;

    private KeyFile() {}

    /// Writes a key that whoever may read the file can use.
    static void write(Path file, SigningKey key) throws IOException {
        OwnersFiles.replace(file, pem(OPEN, der(key)));
    }

    /// Writes a key that opens only with the home key.
    static void write(Path file, SigningKey key, byte[] homeKey, RandomGenerator random) throws IOException {
        OwnersFiles.replace(file, pem(LOCKED, Sealing.seal(homeKey, context(file), der(key), random)));
    }

    static boolean isLocked(Path file) throws IOException {
        return text(file).startsWith(begin(LOCKED));
    }

    /// @throws LockedHomeException when it takes a home key
    static SigningKey read(Path file, Optional<byte[]> homeKey) throws IOException {
        String pem = text(file);
        byte[] der;
        if (pem.startsWith(begin(LOCKED))) {
            if (homeKey.isEmpty()) {
                throw new LockedHomeException(file + " is locked by a passphrase");
            }
            der = Sealing.open(homeKey.get(), context(file), decode(file, pem, LOCKED))
                    .orElseThrow(() -> new IOException(file + " is damaged: the home's key does not open it"));
        } else {
            der = decode(file, pem, OPEN);
        }
        if (der.length != PREFIX.length + SigningKey.SEED_BYTES
                || !Arrays.equals(der, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new IOException(file + " is damaged: not an Ed25519 key in PKCS#8");
        }
        return SigningKey.fromSeed(Arrays.copyOfRange(der, PREFIX.length, der.length));
    }

    private static byte[] der(SigningKey key) {
        byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + SigningKey.SEED_BYTES);
        System.arraycopy(key.seed(), 0, der, PREFIX.length, SigningKey.SEED_BYTES);
        return der;
    }

    /// Which key it is, so that nobody swaps two.
    private static byte[] context(Path file) {
        return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }

    private static byte[] pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return (begin(label) + "\n" + base64 + "\n" + end(label) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large to be a key");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    }

    private static byte[] decode(Path file, String pem, String label) throws IOException {
        if (!pem.startsWith(begin(label)) || !pem.endsWith(end(label))) {
            throw new IOException(file + " is damaged: not a private key in PEM");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(pem.substring(
                            begin(label).length(), pem.length() - end(label).length()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }
}
