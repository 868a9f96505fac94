package community.kith.p2p.kademlia;

import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The namespace `/pk/`: under a peer's id stands its public key, in libp2p's protobuf, and nothing else.
final class PublicKeys implements Validator {
    static final String NAMESPACE = "pk";
    private static final byte[] PREFIX = "/pk/".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void validate(byte[] key, byte[] value) throws ProtocolException {
        if (key.length <= PREFIX.length || !Arrays.equals(PREFIX, Arrays.copyOf(key, PREFIX.length))) {
            throw new ProtocolException("a public key under a key that is not /pk/ID");
        }
        PeerId peer = PeerId.fromBytes(Arrays.copyOfRange(key, PREFIX.length, key.length));
        if (!PeerId.of(VerifyingKey.fromProtobuf(value)).equals(peer)) {
            throw new ProtocolException("the public key of another peer than " + peer);
        }
    }

    @Override
    public int select(byte[] key, List<byte[]> values) {
        return 0;
    }
}
