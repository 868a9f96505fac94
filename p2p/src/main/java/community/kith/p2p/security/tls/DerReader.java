package community.kith.p2p.security.tls;

import java.math.BigInteger;
import java.net.ProtocolException;
import java.util.Arrays;

/// Steps through a part of a DER document (ITU-T X.690) without copying it. Lengths must be definite, minimal and
/// inside
/// of what
/// encloses them; anything else is a [ProtocolException]. Not thread-safe.
final class DerReader {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_ID = 0x06;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;

    private static final int MAX_INTEGER_BYTES = 64;

    private final byte[] bytes;
    private final int end;
    private int at;

    DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// The tag of a constructed, context-specific element.
    static int explicit(int number) {
        return 0xa0 | number;
    }

    boolean hasMore() {
        return at < end;
    }

    /// Whether an element with this tag comes next.
    boolean next(int tag) {
        return hasMore() && (bytes[at] & 0xff) == tag;
    }

    /// Steps over the next element, which must have this tag, and reads what is in it.
    DerReader enter(int tag) throws ProtocolException {
        if (!next(tag)) {
            throw refused("tag 0x%02x expected, %s found"
                    .formatted(tag, hasMore() ? "0x%02x".formatted(bytes[at] & 0xff) : "nothing"));
        }
        at++;
        int length = length();
        if (length > end - at) {
            throw refused("an element of %d bytes where %d are left".formatted(length, end - at));
        }
        DerReader inside = new DerReader(bytes, at, at + length);
        at += length;
        return inside;
    }

    /// The next element's contents.
    byte[] take(int tag) throws ProtocolException {
        DerReader inside = enter(tag);
        return Arrays.copyOfRange(bytes, inside.at, inside.end);
    }

    /// The next element as it stands, with tag and length.
    byte[] whole(int tag) throws ProtocolException {
        int from = at;
        enter(tag);
        return Arrays.copyOfRange(bytes, from, at);
    }

    BigInteger integer() throws ProtocolException {
        byte[] value = take(INTEGER);
        boolean padded = value.length > 1 && ((value[0] == 0 && value[1] >= 0) || (value[0] == -1 && value[1] < 0));
        if (value.length == 0 || value.length > MAX_INTEGER_BYTES || padded) {
            throw refused("a number of %d bytes".formatted(value.length));
        }
        return new BigInteger(value);
    }

    /// A string of whole bytes.
    byte[] bits() throws ProtocolException {
        byte[] value = take(BIT_STRING);
        if (value.length == 0 || value[0] != 0) {
            throw refused("a bit string that is not made of bytes");
        }
        return Arrays.copyOfRange(value, 1, value.length);
    }

    /// `TRUE`, the only truth value that DER writes where `FALSE` is the default.
    void yes() throws ProtocolException {
        byte[] value = take(BOOLEAN);
        if (value.length != 1 || value[0] != -1) {
            throw refused("a truth value that should be TRUE");
        }
    }

    /// Nothing may be left.
    void end() throws ProtocolException {
        if (hasMore()) {
            throw refused("%d bytes too many".formatted(end - at));
        }
    }

    private int length() throws ProtocolException {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        if (octets == 0 || octets > 2) {
            throw refused("a length in %d octets".formatted(octets));
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | octet();
        }
        if (length < (octets == 1 ? 0x80 : 0x100)) {
            throw refused("a length in more octets than it takes");
        }
        return length;
    }

    private int octet() throws ProtocolException {
        if (at >= end) {
            throw refused("it ends inside a length");
        }
        return bytes[at++] & 0xff;
    }

    private static ProtocolException refused(String why) {
        return new ProtocolException("certificate: not DER, " + why);
    }
}
