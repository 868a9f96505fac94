package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people say of each other, signed: W3C Verifiable Credentials that anybody's software can check.
public interface Attestations {
    /// Says something of somebody, and brings it to them when they are there.
    ///
    /// @throws RefusedException when this device has not the passport's key
    AttestationInfo issue(Did subject, String says, Optional<Instant> until) throws IOException;

    /// What I said, what was said of me, and what I keep; the newest first.
    List<AttestationInfo> all() throws IOException;

    AttestationInfo show(Cid id) throws IOException;

    /// The credential itself, JSON.
    byte[] export(Cid id) throws IOException;

    /// Checks a credential, and asks its issuer's node whether it was revoked, if that is there. Keeps nothing.
    AttestationInfo verify(byte[] credential) throws IOException;

    /// Keeps a credential that is believed.
    ///
    /// @throws RefusedException when it is not
    AttestationInfo keep(byte[] credential) throws IOException;

    /// Takes back what I said, for ever.
    ///
    /// @param reason for people; may be empty
    /// @throws RefusedException when it was not I who said it
    AttestationInfo revoke(Cid id, String reason) throws IOException;
}
