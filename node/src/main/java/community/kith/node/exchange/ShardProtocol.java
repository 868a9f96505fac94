package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import java.net.ProtocolException;

/// The protocol's name and the bounds that both ends keep to. Source: `docs/spec/shard-exchange.md`.
public final class ShardProtocol {
    public static final String ID = "/kith/shard/1.0.0";

    /// The longest message, without the raw bytes that may follow it.
    public static final int MAX_MESSAGE_BYTES = 64 * 1024;

    /// The largest blob that travels.
    public static final int MAX_BLOB_BYTES = 32 * 1024 * 1024;

    /// How many CIDs one request may name.
    public static final int MAX_CIDS = 1024;

    /// How many rows one report may be about.
    public static final int MAX_REPORTED = 160;

    /// How many people an audience may name.
    public static final int MAX_NAMED = 64;

    /// How many bonds a visitor may show in one session, over all messages.
    public static final int MAX_BONDS = 256;

    /// The longest bond.
    public static final int MAX_BOND_BYTES = 1024;

    /// How many bonds travel in one message.
    static final int MAX_BONDS_PER_MESSAGE = 48;

    static final int VERSION = 1;
    static final int MAX_REASON_CHARS = 400;

    private ShardProtocol() {}

    /// Only raw bytes named by SHA-256 travel; every other name is the sender's mistake.
    static Cid requireBlob(Cid cid) throws ProtocolException {
        if (cid.codec() != Cid.RAW || cid.hash().code() != Multihash.SHA2_256) {
            throw new ProtocolException("blobs are named by raw SHA-256 CIDs, not " + cid);
        }
        return cid;
    }
}
