package community.kith.doors;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.DenialUse;
import community.kith.node.api.DenylistInfo;
import community.kith.node.api.Denylists;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One list that anything can be done to.
final class FakeDenylists implements Denylists {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Cid CID = Cid.ofRaw("noise".getBytes(StandardCharsets.UTF_8));
    private static final Did PUBLISHER = Did.of(community.kith.base.crypto.SigningKey.generate(new java.util.Random(5))
            .verifyingKey());

    private static DenylistInfo list(boolean full) {
        List<DenylistInfo.Entry> entries = full ? List.of(new DenylistInfo.Entry(CID, 4, "advertising")) : List.of();
        return new DenylistInfo(PUBLISHER, "Ada", "spam", true, 7, NOW, NOW, 1, 4, entries);
    }

    @Override
    public List<DenylistInfo> all() {
        return List.of(list(false));
    }

    @Override
    public DenylistInfo create(String name) {
        return list(true);
    }

    @Override
    public DenylistInfo add(String name, String linkOrCid, String reason) {
        return list(true);
    }

    @Override
    public DenylistInfo remove(String name, String linkOrCid) {
        return list(true);
    }

    @Override
    public DenylistInfo show(Did publisher, String name) {
        return list(true);
    }

    @Override
    public DenylistInfo subscribe(Did publisher, String name) {
        return list(true);
    }

    @Override
    public DenylistInfo subscribe(byte[] signed) {
        return list(true);
    }

    @Override
    public void unsubscribe(Did publisher, String name) {}

    @Override
    public byte[] export(Did publisher, String name) {
        return new byte[] {1, 2, 3};
    }

    @Override
    public List<DenialUse> log(Optional<Did> of) {
        return List.of(
                new DenialUse(Optional.of(PUBLISHER), "spam", CID, "accept", "advertising", NOW, NOW, 3),
                new DenialUse(Optional.empty(), "denylist", CID, "serve", "by hand", NOW, NOW, 1));
    }
}
