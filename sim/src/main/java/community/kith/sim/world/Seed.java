package community.kith.sim.world;

import community.kith.base.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.random.RandomGenerator;

/// One number from which all chance in a world follows. Every purpose draws from a source of its own, so that one that
/// draws more does not change what the others get.
public record Seed(long value) {
    /// The source for a purpose, such as the sleep of the third person.
    public RandomGenerator chance(String purpose, int number) {
        byte[] name = (purpose + " " + number).getBytes(StandardCharsets.UTF_8);
        byte[] seed = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return new Random(ByteBuffer.wrap(Sha256.of(seed, name)).getLong());
    }
}
