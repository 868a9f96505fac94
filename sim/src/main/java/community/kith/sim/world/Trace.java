package community.kith.sim.world;

import community.kith.base.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// What happened, line by line, as one hash: two runs with the same one did the same. For one thread.
public final class Trace {
    private final MessageDigest digest = Sha256.fresh();
    private long lines;

    public void note(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        lines++;
    }

    public long lines() {
        return lines;
    }

    /// The hash of all lines; nothing can be noted afterwards.
    public String end() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
