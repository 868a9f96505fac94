package community.kith.community.identity;

import community.kith.base.bytes.FieldReader;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;

/// The Ed25519 keys behind passports and devices, as the 32 bytes that signed statements carry.
public final class Keys {
    public static final int BYTES = 32;

    private Keys() {}

    public static byte[] of(Did passport) {
        return passport.key().raw();
    }

    /// The key inside a device's name.
    ///
    /// @throws IllegalArgumentException when the device's name does not contain an Ed25519 key
    public static byte[] of(PeerId device) {
        return verifying(device).raw();
    }

    /// What the device's signatures are checked with.
    ///
    /// @throws IllegalArgumentException when the device's name does not contain an Ed25519 key
    public static VerifyingKey verifying(PeerId device) {
        return device.key()
                .filter(key -> key.kind() == VerifyingKey.Kind.ED25519)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a device of Kith has an Ed25519 key, " + device + " has another kind"));
    }

    public static Did did(FieldReader from, String field) throws ProtocolException {
        return Did.of(key(from, field));
    }

    public static PeerId peer(FieldReader from, String field) throws ProtocolException {
        return PeerId.of(key(from, field));
    }

    private static VerifyingKey key(FieldReader from, String field) throws ProtocolException {
        return VerifyingKey.ed25519(from.bytesOf(field, BYTES));
    }
}
