package community.kith.doors;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.GrantInfo;
import community.kith.node.api.Grants;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One grant that anything can be done to.
final class FakeGrants implements Grants {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Did ADA = Did.of(SigningKey.generate(new Random(5)).verifyingKey());
    private static final Did BEN = Did.of(SigningKey.generate(new Random(6)).verifyingKey());

    private static GrantInfo grant() {
        Cid some = Cid.ofRaw("some".getBytes(StandardCharsets.UTF_8));
        return new GrantInfo(
                some,
                ADA,
                "Ada",
                BEN,
                "Ben",
                some,
                NOW,
                NOW.plusSeconds(60),
                GrantInfo.State.VALID,
                Optional.of("kith:baaaa"),
                "kith-grant:aaaa");
    }

    @Override
    public GrantInfo give(Cid manifest, Did to, Instant until) {
        return grant();
    }

    @Override
    public List<GrantInfo> all() {
        return List.of(grant());
    }

    @Override
    public GrantInfo take(String text) {
        return grant();
    }

    @Override
    public GrantInfo revoke(Cid id, String reason) {
        return grant();
    }
}
