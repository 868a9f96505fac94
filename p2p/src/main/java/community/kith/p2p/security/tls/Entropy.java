package community.kith.p2p.security.tls;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// A host's source of chance in the form that the cryptographic libraries want.
final class Entropy extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient RandomGenerator source;

    private Entropy(RandomGenerator source) {
        this.source = source;
    }

    static SecureRandom of(RandomGenerator source) {
        return source instanceof SecureRandom secure ? secure : new Entropy(source);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }

    @Override
    public byte[] generateSeed(int bytes) {
        byte[] seed = new byte[bytes];
        source.nextBytes(seed);
        return seed;
    }
}
