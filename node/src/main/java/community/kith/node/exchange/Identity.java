package community.kith.node.exchange;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;

/// This device: its key, and its passport's word that it speaks for it.
public record Identity(Delegation delegation, SigningKey deviceKey) {
    public Identity {
        if (!PeerId.of(deviceKey.verifyingKey()).equals(delegation.device())) {
            throw new IllegalArgumentException("the delegation is for " + delegation.device() + ", not for this key");
        }
    }

    public Did passport() {
        return delegation.passport();
    }

    public PeerId peer() {
        return delegation.device();
    }
}
