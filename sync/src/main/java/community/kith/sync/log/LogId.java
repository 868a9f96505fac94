package community.kith.sync.log;

import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.PeerId;
import java.util.Arrays;

/// The name of a log: the Ed25519 key of the device that alone writes it. Ordered by the key's bytes.
public final class LogId implements Comparable<LogId> {
    public static final int BYTES = 32;

    private final byte[] bytes;
    private final VerifyingKey key;

    private LogId(VerifyingKey key) {
        this.key = key;
        this.bytes = key.raw();
    }

    /// @throws IllegalArgumentException when the key is not Ed25519
    public static LogId of(VerifyingKey key) {
        if (key.kind() != VerifyingKey.Kind.ED25519) {
            throw new IllegalArgumentException("a log is signed with Ed25519, not " + key.kind());
        }
        return new LogId(key);
    }

    /// @throws IllegalArgumentException when these are not 32 bytes
    public static LogId of(byte[] bytes) {
        return new LogId(VerifyingKey.ed25519(bytes));
    }

    /// The log of a device.
    ///
    /// @throws IllegalArgumentException when the device's name does not contain an Ed25519 key
    public static LogId of(PeerId device) {
        return of(device.key()
                .orElseThrow(() -> new IllegalArgumentException("the device " + device + " has no Ed25519 key")));
    }

    /// What its entries' signatures are checked with.
    public VerifyingKey key() {
        return key;
    }

    public PeerId device() {
        return PeerId.of(key);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(LogId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// As the device's peer id is shown.
    @Override
    public String toString() {
        return device().toString();
    }
}
