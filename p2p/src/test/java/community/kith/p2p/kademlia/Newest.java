package community.kith.p2p.kademlia;

import java.net.ProtocolException;
import java.util.List;

/// Records of a single byte that is at least 1; the greatest is the best.
final class Newest implements Validator {
    @Override
    public void validate(byte[] key, byte[] value) throws ProtocolException {
        if (value.length != 1 || value[0] < 1) {
            throw new ProtocolException("not a version");
        }
    }

    @Override
    public int select(byte[] key, List<byte[]> values) {
        int best = 0;
        for (int i = 1; i < values.size(); i++) {
            if (values.get(i)[0] > values.get(best)[0]) {
                best = i;
            }
        }
        return best;
    }
}
