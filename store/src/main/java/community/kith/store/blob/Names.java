package community.kith.store.blob;

import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import java.net.ProtocolException;
import java.util.HexFormat;
import java.util.Optional;

/// The one kind of name that blobs have: CIDv1, raw, SHA-256.
final class Names {
    static final int HEX_DIGITS = 64;

    private Names() {}

    static boolean fits(Cid cid) {
        return cid.codec() == Cid.RAW && cid.hash().code() == Multihash.SHA2_256 && cid.equals(Cid.raw(cid.digest()));
    }

    static void require(Cid cid) throws ProtocolException {
        if (!fits(cid)) {
            throw new ProtocolException("blobs are named by raw SHA-256 CIDs, not " + cid);
        }
    }

    static String hex(Cid cid) {
        return HexFormat.of().formatHex(cid.digest());
    }

    /// The name that a file of this name holds, if it is a blob's.
    static Optional<Cid> fromHex(String fileName) {
        if (fileName.length() != HEX_DIGITS || !fileName.chars().allMatch(Names::isLowerHex)) {
            return Optional.empty();
        }
        return Optional.of(Cid.raw(HexFormat.of().parseHex(fileName)));
    }

    private static boolean isLowerHex(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }
}
