package community.kith.store.blob;

import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import java.net.ProtocolException;
import java.util.HexFormat;
import java.util.Optional;

/// The one kind of name that blobs have: CIDv1, raw, SHA-256.
public final class Names {
    static final int HEX_DIGITS = 64;

    private Names() {}

    /// Whether a blob can have this name.
    public static boolean fits(Cid cid) {
        return cid.codec() == Cid.RAW && cid.hash().code() == Multihash.SHA2_256 && cid.equals(Cid.raw(cid.digest()));
    }

    /// @throws ProtocolException unless a blob can have this name
    public static void require(Cid cid) throws ProtocolException {
        if (!fits(cid)) {
            throw new ProtocolException("blobs are named by raw SHA-256 CIDs, not " + cid);
        }
    }

    /// The 64 digits that files and objects are called.
    public static String hex(Cid cid) {
        return HexFormat.of().formatHex(cid.digest());
    }

    /// The name that such digits stand for, if they are a blob's.
    public static Optional<Cid> fromHex(String fileName) {
        if (fileName.length() != HEX_DIGITS || !fileName.chars().allMatch(Names::isLowerHex)) {
            return Optional.empty();
        }
        return Optional.of(Cid.raw(HexFormat.of().parseHex(fileName)));
    }

    private static boolean isLowerHex(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }
}
