package community.kith.p2p.kademlia;

import java.net.ProtocolException;
import java.util.List;

/// What may be kept in one namespace of records. Both methods must give the same answer wherever they are asked, so
/// that all nodes come to agree on one value.
public interface Validator {

    /// Refuses a value that may not stand under the key `/NAMESPACE/…`.
    void validate(byte[] key, byte[] value) throws ProtocolException;

    /// The index of the best of several valid values, such as the newest; there is at least one.
    int select(byte[] key, List<byte[]> values);
}
