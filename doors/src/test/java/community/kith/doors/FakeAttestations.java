package community.kith.doors;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.AttestationInfo;
import community.kith.node.api.AttestationInfo.State;
import community.kith.node.api.AttestationInfo.StatusKnown;
import community.kith.node.api.Attestations;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Ada, of whom something is said, and who says something.
final class FakeAttestations implements Attestations {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Did ADA = Did.of(SigningKey.generate(new Random(5)).verifyingKey());
    private static final Did BEN = Did.of(SigningKey.generate(new Random(6)).verifyingKey());

    private final List<AttestationInfo> all = new ArrayList<>(List.of(
            info(BEN, "Ben", ADA, "Ada", "taught my children to swim", State.VALID, Optional.empty()),
            info(ADA, "Ada", BEN, "Ben", "repairs bicycles", State.REVOKED, Optional.of("moved away"))));

    private static AttestationInfo info(
            Did issuer, String by, Did subject, String of, String says, State state, Optional<String> reason) {
        return new AttestationInfo(
                Cid.ofRaw(says.getBytes(StandardCharsets.UTF_8)),
                issuer,
                by,
                Optional.of(subject),
                of,
                says,
                Optional.of(NOW),
                Optional.of(NOW.plusSeconds(31_536_000)),
                state,
                reason,
                true,
                StatusKnown.HERE);
    }

    @Override
    public synchronized AttestationInfo issue(Did subject, String says, Optional<Instant> until) {
        AttestationInfo issued = info(ADA, "Ada", subject, "Ben", says, State.VALID, Optional.empty());
        all.addFirst(issued);
        return issued;
    }

    @Override
    public synchronized List<AttestationInfo> all() {
        return List.copyOf(all);
    }

    @Override
    public synchronized AttestationInfo show(Cid id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst().orElse(all.getFirst());
    }

    @Override
    public byte[] export(Cid id) {
        return "{}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public AttestationInfo verify(byte[] credential) {
        return show(Cid.ofRaw(credential));
    }

    @Override
    public AttestationInfo keep(byte[] credential) {
        return show(Cid.ofRaw(credential));
    }

    @Override
    public AttestationInfo revoke(Cid id, String reason) {
        return show(id);
    }
}
