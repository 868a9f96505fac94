package community.kith.base.crypto;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Makes a key of a passphrase, so slowly and with so much memory that trying many costs more than they are worth.
/// Source: Argon2id, version 1.3, RFC 9106.
///
/// @param memoryKib what each try takes
/// @param passes how often it goes over that
/// @param lanes how much of it could be done at once
public record Stretching(int memoryKib, int passes, int lanes) {
    public static final int KEY_BYTES = 32;
    public static final int SALT_BYTES = 16;

    /// A third of a second and 32 MiB: what a small computer can spare at each start.
    public static final Stretching DEFAULT = new Stretching(32 * 1024, 4, 1);

    private static final int MAX_MEMORY_KIB = 256 * 1024;
    private static final int MAX_PASSES = 64;
    private static final int MAX_LANES = 16;

    public Stretching {
        if (lanes < 1
                || lanes > MAX_LANES
                || memoryKib < 8 * lanes
                || memoryKib > MAX_MEMORY_KIB
                || passes < 1
                || passes > MAX_PASSES) {
            throw new IllegalArgumentException(
                    "Argon2id with %d KiB, %d passes, %d lanes".formatted(memoryKib, passes, lanes));
        }
    }

    /// The key of 32 bytes that belongs to a passphrase, in whichever way its accents are written (NFKD).
    ///
    /// @param salt 16 bytes
    public byte[] key(char[] passphrase, byte[] salt) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt of " + salt.length + " bytes");
        }
        String normal = Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFKD);
        byte[] secret = normal.getBytes(StandardCharsets.UTF_8);
        try {
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] key = new byte[KEY_BYTES];
            argon2.generateBytes(secret, key);
            return key;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
