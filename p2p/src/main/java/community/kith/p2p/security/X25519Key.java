package community.kith.p2p.security;

import java.net.ProtocolException;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// A key pair for Diffie–Hellman on Curve25519 (RFC 7748).
final class X25519Key {
    static final int BYTES = 32;

    private final byte[] secret;
    private final byte[] shared = new byte[BYTES];

    X25519Key(byte[] secret) {
        this.secret = secret.clone();
        X25519.scalarMultBase(this.secret, 0, shared, 0);
    }

    static X25519Key generate(RandomGenerator random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new X25519Key(secret);
    }

    byte[] publicBytes() {
        return shared.clone();
    }

    byte[] agree(byte[] theirs) throws ProtocolException {
        byte[] agreed = new byte[BYTES];
        if (!X25519.calculateAgreement(secret, 0, theirs, 0, agreed, 0)) {
            throw new ProtocolException("noise: a public key of low order");
        }
        return agreed;
    }
}
