package community.kith.node.people;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Device;

/// Who this node is: a device of a passport, and the key it signs with.
public record Me(Device device, SigningKey key) {
    public Me {
        if (!PeerId.of(key.verifyingKey()).equals(device.peer())) {
            throw new IllegalArgumentException(
                    "the device key is that of " + PeerId.of(key.verifyingKey()) + ", not of " + device.peer());
        }
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
