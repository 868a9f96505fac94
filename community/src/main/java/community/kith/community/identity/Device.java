package community.kith.community.identity;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;

/// One running node of a passport: whose it is, and the passport's word for it.
public record Device(Passport passport, Delegation delegation) {
    public Device {
        if (!passport.did().equals(delegation.passport())) {
            throw new IllegalArgumentException(
                    delegation.passport() + " vouches for this device, not " + passport.did());
        }
    }

    public Did did() {
        return passport.did();
    }

    public PeerId peer() {
        return delegation.device();
    }
}
