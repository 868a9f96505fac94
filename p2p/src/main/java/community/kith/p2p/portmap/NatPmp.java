package community.kith.p2p.portmap;

import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The messages of NAT-PMP (RFC 6886, section 3).
final class NatPmp {
    private static final int RESPONSE = 128;
    private static final int ADDRESS_RESPONSE_BYTES = 12;
    private static final int MAP_RESPONSE_BYTES = 16;
    private static final long MAX_LEASE_SECONDS = 7 * 24 * 3600;

    private NatPmp() {}

    /// What the router granted, but for the address.
    record Granted(int outerPort, Duration lease) {}

    /// Asks for the router's outer address.
    static byte[] addressRequest() {
        return new byte[] {0, 0};
    }

    /// Reads the outer address; empty when the bytes answer something else.
    static Optional<InetAddress> address(byte[] bytes) throws ProtocolException {
        if (!answers(bytes, 0, ADDRESS_RESPONSE_BYTES)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, 8, 12)));
        } catch (UnknownHostException e) {
            throw new ProtocolException("the router names no address: " + e.getMessage());
        }
    }

    /// Asks for a mapping; a lease of zero takes it back.
    static byte[] mapRequest(Port port, int suggested, Duration lease) {
        ByteBuffer out = ByteBuffer.allocate(12);
        out.put((byte) 0).put((byte) opcode(port)).putShort((short) 0);
        out.putShort((short) port.number()).putShort((short) suggested).putInt((int) lease.toSeconds());
        return out.array();
    }

    /// Reads the answer to that request; empty when the bytes answer something else.
    static Optional<Granted> granted(byte[] bytes, Port port) throws ProtocolException {
        if (!answers(bytes, opcode(port), MAP_RESPONSE_BYTES)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if ((in.getShort(8) & 0xffff) != port.number()) {
            return Optional.empty();
        }
        long seconds = Math.min(in.getInt(12) & 0xffff_ffffL, MAX_LEASE_SECONDS);
        return Optional.of(new Granted(in.getShort(10) & 0xffff, Duration.ofSeconds(seconds)));
    }

    private static int opcode(Port port) {
        return switch (port.protocol()) {
            case UDP -> 1;
            case TCP -> 2;
        };
    }

    private static boolean answers(byte[] bytes, int opcode, int length) throws ProtocolException {
        if (bytes.length < 4 || (bytes[1] & 0xff) != RESPONSE + opcode) {
            return false;
        }
        int result = ByteBuffer.wrap(bytes).getShort(2) & 0xffff;
        if (bytes[0] != 0 || result != 0) {
            throw new ProtocolException(
                    "the router refuses: NAT-PMP version %d, result %d".formatted(bytes[0], result));
        }
        return bytes.length >= length;
    }
}
