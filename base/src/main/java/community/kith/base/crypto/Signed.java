package community.kith.base.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Keeps a signature made for one purpose from being used for another: all that Kith itself signs is
/// `"kith:" domain 0x00 payload`.
public final class Signed {
    private Signed() {}

    /// The bytes to sign or verify.
    ///
    /// @param domain what the payload is, such as `bond/1`: printable ASCII
    public static byte[] message(String domain, byte[] payload) {
        if (domain.isEmpty() || !domain.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("not a signing domain: " + domain);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream(domain.length() + payload.length + 6);
        message.writeBytes(("kith:" + domain + "\0").getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(payload);
        return message.toByteArray();
    }
}
