package community.kith.node.home;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Sealing;
import community.kith.base.crypto.Stretching;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a passphrase opens: a random key, the *home key*, under which the keys of a home are sealed. So a passphrase is
/// changed without touching those. Format: `docs/spec/home.md`.
///
/// @param wrapped the home key, sealed under what the passphrase and the salt give
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyLock(Stretching stretching, byte[] salt, byte[] wrapped) {
    static final int KEY_BYTES = 32;

    private static final byte[] CONTEXT = "kith home key 1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1024;

    static KeyLock of(char[] passphrase, byte[] homeKey, RandomGenerator random) {
        byte[] salt = new byte[Stretching.SALT_BYTES];
        random.nextBytes(salt);
        byte[] key = Stretching.DEFAULT.key(passphrase, salt);
        return new KeyLock(Stretching.DEFAULT, salt, Sealing.seal(key, CONTEXT, homeKey, random));
    }

    /// The home key; empty when that is not the passphrase.
    Optional<byte[]> open(char[] passphrase) {
        return Sealing.open(stretching.key(passphrase, salt), CONTEXT, wrapped);
    }

    void write(Path file) throws IOException {
        OwnersFiles.replace(
                file,
                DagCbor.encode(Ipld.fields()
                        .put("v", VERSION)
                        .put("kdf", "argon2id")
                        .put("m", stretching.memoryKib())
                        .put("t", stretching.passes())
                        .put("p", stretching.lanes())
                        .put("salt", salt)
                        .put("key", wrapped)
                        .build()));
    }

    static KeyLock read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large to be a lock");
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (ProtocolException | IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged: " + e.getMessage() + "; put back the copy of it that you kept", e);
        }
    }

    private static KeyLock parse(byte[] bytes) throws ProtocolException {
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "lock of keys");
        fields.integer("v", VERSION, VERSION);
        if (!fields.text("kdf", 16).equals("argon2id")) {
            throw new ProtocolException("its way to make a key of a passphrase is unknown");
        }
        KeyLock lock = new KeyLock(
                new Stretching(
                        (int) fields.integer("m", 1, Integer.MAX_VALUE),
                        (int) fields.integer("t", 1, Integer.MAX_VALUE),
                        (int) fields.integer("p", 1, Integer.MAX_VALUE)),
                fields.bytesOf("salt", Stretching.SALT_BYTES),
                fields.bytesOf("key", KEY_BYTES + Sealing.OVERHEAD_BYTES));
        fields.end();
        return lock;
    }
}
