package community.kith.doors;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.Circle;
import community.kith.node.api.Guardians;
import community.kith.node.api.Petition;
import community.kith.node.api.Tomorrow;
import community.kith.node.api.Ward;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Three guardians, of whom one has not been asked lately, and a request of somebody.
final class FakeGuardians implements Guardians {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Cid ID = Cid.dagCbor("request".getBytes(StandardCharsets.UTF_8));

    private static Did did(int seed) {
        return Did.of(SigningKey.generate(new Random(seed)).verifyingKey());
    }

    private static Circle.Guardian guardian(int seed, String name, boolean proved, String note) {
        Optional<Instant> proof = proved ? Optional.of(NOW) : Optional.empty();
        return new Circle.Guardian(did(seed), name, proved, Optional.of(NOW), Optional.of(NOW), proof, note);
    }

    @Override
    public Circle circle() {
        return new Circle(
                2,
                Duration.ofDays(1).toSeconds(),
                Optional.of(NOW),
                true,
                List.of(
                        guardian(1, "Ben", true, ""),
                        guardian(2, "Chloe", true, ""),
                        guardian(3, "Dan", false, "away")),
                List.of("Eve"));
    }

    @Override
    public Circle choose(List<Did> who, int need, Duration waiting) {
        return circle();
    }

    @Override
    public Circle drill() {
        return circle();
    }

    @Override
    public List<Ward> wards() {
        return List.of(new Ward(did(4), "Finn", 3, 5, Duration.ofDays(1).toSeconds(), NOW));
    }

    @Override
    public List<Petition> petitions() {
        return List.of(petition(Petition.State.OPEN));
    }

    private static Petition petition(Petition.State state) {
        return new Petition(
                ID,
                did(4),
                "Finn",
                Petition.Role.GUARDIAN,
                "new laptop",
                NOW,
                NOW.plus(Duration.ofDays(3)),
                state,
                state == Petition.State.WAITING ? Optional.of(NOW.plus(Duration.ofDays(1))) : Optional.empty());
    }

    @Override
    public Petition approve(String id, String words) {
        return petition(Petition.State.WAITING);
    }

    @Override
    public Petition refuse(String id) {
        return petition(Petition.State.REFUSED);
    }

    @Override
    public Tomorrow tomorrow() {
        return new Tomorrow(
                true,
                2,
                List.of("Ben", "Chloe"),
                List.of("Dan"),
                Optional.of(NOW),
                12,
                11,
                List.of("draft.txt"),
                List.of("Ben"),
                List.of("1 file is only on this device: invite more people"));
    }
}
