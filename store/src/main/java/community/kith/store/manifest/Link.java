package community.kith.store.manifest;

import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.seal.ContentKey;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A capability in one line, `kith:…`: the name of a manifest and, unless it is public, the key that opens it.
///
/// The text is a secret as far as the content is; `toString` gives it in full, `abbreviated` does not. Format:
/// docs/spec/link.md.
///
/// @param manifest the name of the [Root] blob: raw, SHA-256
/// @param key empty for content of the commons, which is not sealed
public record Link(Cid manifest, Optional<ContentKey> key) {
    private static final String SCHEME = "kith:";
    private static final byte VERSION = 1;
    private static final byte HAS_KEY = 1;
    private static final int CHECK_BYTES = 4;
    private static final int PUBLIC_BYTES = 2 + Sha256.BYTES + CHECK_BYTES;
    private static final int SEALED_BYTES = PUBLIC_BYTES + ContentKey.BYTES;

    public Link {
        if (!manifest.equals(Cid.raw(manifest.digest()))) {
            throw new IllegalArgumentException("a link names a raw SHA-256 blob, not " + manifest);
        }
    }

    /// Reads what someone typed or pasted; letters may be in either case, spaces around do not matter.
    ///
    /// @throws ProtocolException saying what is wrong with it
    public static Link parse(String text) throws ProtocolException {
        String trimmed = text.strip();
        if (!trimmed.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new ProtocolException("a link begins with kith:, this does not");
        }
        String digits = trimmed.substring(SCHEME.length());
        if (digits.length() > chars(SEALED_BYTES)) {
            throw new ProtocolException("this link is too long: %d characters after kith:, at most %d are expected"
                    .formatted(digits.length(), chars(SEALED_BYTES)));
        }
        return fromBytes(decode(digits));
    }

    private static byte[] decode(String digits) throws ProtocolException {
        int wrong = firstForeign(digits);
        if (wrong >= 0) {
            throw new ProtocolException(
                    "this link has a typo: character %d after kith: is none of a–z and 2–7".formatted(wrong + 1));
        }
        if (digits.length() != chars(PUBLIC_BYTES) && digits.length() != chars(SEALED_BYTES)) {
            throw new ProtocolException("this link is cut short: %d characters after kith: instead of %d or %d"
                    .formatted(digits.length(), chars(PUBLIC_BYTES), chars(SEALED_BYTES)));
        }
        try {
            return Multibase.fromBase32(digits);
        } catch (ProtocolException e) {
            throw typo();
        }
    }

    private static Link fromBytes(byte[] bytes) throws ProtocolException {
        byte[] body = Arrays.copyOf(bytes, bytes.length - CHECK_BYTES);
        if (!Arrays.equals(check(body), Arrays.copyOfRange(bytes, body.length, bytes.length))) {
            throw typo();
        }
        if (body[0] != VERSION) {
            throw new ProtocolException(
                    "this link is of version %d; only version %d is known here".formatted(body[0] & 0xff, VERSION));
        }
        boolean hasKey = bytes.length == SEALED_BYTES;
        if (body[1] != (hasKey ? HAS_KEY : 0)) {
            throw new ProtocolException("this link has unknown flags 0x%02x".formatted(body[1]));
        }
        Cid manifest = Cid.raw(Arrays.copyOfRange(body, 2, 2 + Sha256.BYTES));
        byte[] key = Arrays.copyOfRange(body, 2 + Sha256.BYTES, body.length);
        return new Link(manifest, hasKey ? Optional.of(ContentKey.of(key)) : Optional.empty());
    }

    @Override
    public String toString() {
        ByteBuffer body = ByteBuffer.allocate(2 + Sha256.BYTES + (key.isPresent() ? ContentKey.BYTES : 0));
        body.put(VERSION).put(key.isPresent() ? HAS_KEY : 0).put(manifest.digest());
        key.ifPresent(k -> body.put(k.bytes()));
        byte[] bytes = Arrays.copyOf(body.array(), body.capacity() + CHECK_BYTES);
        System.arraycopy(check(body.array()), 0, bytes, body.capacity(), CHECK_BYTES);
        return SCHEME + Multibase.base32(bytes);
    }

    /// Enough to recognise the link in a list or a log, and not enough to open it.
    public String abbreviated() {
        return SCHEME + "…" + manifest.toString().substring(manifest.toString().length() - 8);
    }

    private static byte[] check(byte[] body) {
        return Arrays.copyOf(Sha256.of(body), CHECK_BYTES);
    }

    private static int chars(int bytes) {
        return Math.ceilDiv(bytes * Byte.SIZE, 5);
    }

    private static int firstForeign(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if ("abcdefghijklmnopqrstuvwxyz234567ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(digits.charAt(i)) < 0) {
                return i;
            }
        }
        return -1;
    }

    private static ProtocolException typo() {
        return new ProtocolException("this link has a typo: its check digits do not fit the rest");
    }
}
