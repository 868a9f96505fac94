package community.kith.node.home;

import community.kith.base.crypto.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// An Ed25519 secret key in a PEM file, as OpenSSL writes and reads them. Source: RFC 8410, RFC 5958, RFC 7468.
final class KeyFile {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /// DER of a PKCS#8 PrivateKeyInfo for Ed25519, up to the seed.
    private static final byte[] PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final int MAX_BYTES = 4_096;

    private KeyFile() {}

    static void write(Path file, SigningKey key) throws IOException {
        byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + SigningKey.SEED_BYTES);
        System.arraycopy(key.seed(), 0, der, PREFIX.length, SigningKey.SEED_BYTES);
        String pem = BEGIN + "\n" + Base64.getEncoder().encodeToString(der) + "\n" + END + "\n";
        OwnersFiles.write(file, pem.getBytes(StandardCharsets.US_ASCII));
    }

    static SigningKey read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large to be a key");
        }
        String pem = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
            throw new IOException(file + " is damaged: not a private key in PEM");
        }
        byte[] der = decode(file, pem.substring(BEGIN.length(), pem.length() - END.length()));
        if (der.length != PREFIX.length + SigningKey.SEED_BYTES
                || !Arrays.equals(der, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new IOException(file + " is damaged: not an Ed25519 key in PKCS#8");
        }
        return SigningKey.fromSeed(Arrays.copyOfRange(der, PREFIX.length, der.length));
    }

    private static byte[] decode(Path file, String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }
}
