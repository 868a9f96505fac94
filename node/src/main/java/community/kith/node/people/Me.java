package community.kith.node.people;

import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Device;
import community.kith.store.chunk.Salt;
import java.util.Optional;

/// Who this node is: a device of a passport, the key it signs with, and the salt that all devices of that passport
/// share.
///
/// @param root the passport's own key, where this device has it
public record Me(Device device, SigningKey key, Salt salt, Optional<SigningKey> root) {
    /// A device that shares its salt with no other.
    public Me(Device device, SigningKey key) {
        this(device, key, saltOf(key), Optional.empty());
    }

    public Me {
        if (root.isPresent() && !Did.of(root.get().verifyingKey()).equals(device.did())) {
            throw new IllegalArgumentException("this is not the key of " + device.did());
        }
        if (!PeerId.of(key.verifyingKey()).equals(device.peer())) {
            throw new IllegalArgumentException(
                    "the device key is that of " + PeerId.of(key.verifyingKey()) + ", not of " + device.peer());
        }
    }

    /// The salt that follows from a secret key.
    public static Salt saltOf(SigningKey secret) {
        return Salt.of(Sha256.of(secret.seed())).of("kith-own-devices-1");
    }

    public Did did() {
        return device.did();
    }

    public PeerId peer() {
        return device.peer();
    }

    public String name() {
        return device.passport().name();
    }
}
