package community.kith.community.trust;

import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.Sha256;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Locale;

/// A ticket's bytes as one line of text that notices its own typos.
///
/// `kith-invite:` + base32 of version byte, payload, and the first four bytes of the SHA-256 of both.
final class TicketText {
    static final String PREFIX = "kith-invite:";
    static final int MAX_CHARACTERS = 8192;
    private static final byte VERSION = 1;
    private static final int CHECKSUM_BYTES = 4;

    private TicketText() {}

    static String write(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        out.writeBytes(payload);
        out.write(Sha256.of(out.toByteArray()), 0, CHECKSUM_BYTES);
        return PREFIX + Multibase.base32(out.toByteArray());
    }

    static byte[] read(String text) throws ProtocolException {
        if (text.length() > MAX_CHARACTERS) {
            throw new ProtocolException(
                    "this is too long for a ticket: copy only the one line that begins with " + PREFIX);
        }
        String line = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (!line.startsWith(PREFIX)) {
            throw new ProtocolException("a ticket begins with “" + PREFIX + "”: copy the whole line");
        }
        byte[] bytes = digits(line.substring(PREFIX.length()));
        int end = bytes.length - CHECKSUM_BYTES;
        if (end < 1 || !Arrays.equals(checksum(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new ProtocolException(
                    "this ticket has a typo or was cut short: copy it again as a whole, or ask for a new one");
        }
        if (bytes[0] != VERSION) {
            throw new ProtocolException("this ticket has version " + bytes[0] + ", made by a newer Kith: update, or ask"
                    + " for a ticket of version " + VERSION);
        }
        return Arrays.copyOfRange(bytes, 1, end);
    }

    private static byte[] digits(String base32) throws ProtocolException {
        for (int i = 0; i < base32.length(); i++) {
            if ("abcdefghijklmnopqrstuvwxyz234567".indexOf(base32.charAt(i)) < 0) {
                throw new ProtocolException(
                        "this ticket has a typo: “" + base32.charAt(i) + "” after " + (PREFIX.length() + i)
                                + " characters is never part of one; copy it again, or ask for a new one");
            }
        }
        try {
            return Multibase.fromBase32(base32);
        } catch (ProtocolException e) {
            ProtocolException cut = new ProtocolException(
                    "this ticket has a typo or was cut short: copy it again as a whole, or ask for a new one");
            cut.initCause(e);
            throw cut;
        }
    }

    private static byte[] checksum(byte[] bytes, int end) {
        return Arrays.copyOf(Sha256.of(Arrays.copyOf(bytes, end)), CHECKSUM_BYTES);
    }
}
