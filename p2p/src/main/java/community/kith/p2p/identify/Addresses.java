package community.kith.p2p.identify;

import community.kith.base.name.Multiaddr;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.util.List;

/// Addresses as peers list them: at most so many, and those of transports we cannot even read are passed over.
public final class Addresses {
    private static final System.Logger LOG = System.getLogger(Addresses.class.getName());
    private static final int MAX_ADDRESSES = 64;

    private Addresses() {}

    /// Adds one address in bytes, unless the list is full or the bytes are none.
    public static void add(List<Multiaddr> to, byte[] address) {
        if (to.size() >= MAX_ADDRESSES) {
            return;
        }
        try {
            to.add(Multiaddr.fromBytes(address));
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, () -> "an address passed over: " + e.getMessage());
        }
    }
}
