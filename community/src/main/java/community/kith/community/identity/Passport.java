package community.kith.community.identity;

import community.kith.base.name.Did;

/// A person's identity as others see it: the public root key, and what the person is called.
///
/// The name is what its owner says; only the DID is proof.
public record Passport(Did did, String name) {
    public Passport {
        Names.person(name);
    }
}
