package community.kith.p2p.portmap;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The messages of PCP that map a port (RFC 6887, sections 7 and 11).
final class Pcp {
    static final int NONCE_BYTES = 12;
    private static final int VERSION = 2;
    private static final int MAP = 1;
    private static final int RESPONSE = 0x80;
    private static final int HEADER_BYTES = 24;
    private static final int MAP_BYTES = 36;
    private static final int ADDRESS_BYTES = 16;
    private static final long MAX_LEASE_SECONDS = 7 * 24 * 3600;

    private Pcp() {}

    /// Asks for a mapping; a lease of zero takes it back.
    ///
    /// @param client our address as the router sees it
    /// @param nonce twelve bytes that keep others from changing the mapping
    static byte[] request(InetAddress client, byte[] nonce, Port port, int suggested, Duration lease) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + MAP_BYTES);
        out.put((byte) VERSION).put((byte) MAP).putShort((short) 0);
        out.putInt((int) lease.toSeconds()).put(mapped(client));
        out.put(nonce).put((byte) port.protocol().ianaNumber()).put(new byte[3]);
        out.putShort((short) port.number()).putShort((short) suggested);
        out.put(client instanceof Inet6Address ? new byte[ADDRESS_BYTES] : mapped(new byte[4]));
        return out.array();
    }

    /// Reads the answer to a request; empty when it answers something else.
    ///
    /// @throws ProtocolException when the router says no, or does not speak this version
    static Optional<PortMapping> response(byte[] bytes, byte[] nonce, Port port) throws ProtocolException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 4 || (bytes[1] & RESPONSE) == 0) {
            return Optional.empty();
        }
        if (bytes[0] != VERSION) {
            throw new ProtocolException("a router that speaks version " + (bytes[0] & 0xff));
        }
        if (bytes[3] != 0) {
            throw new ProtocolException("the router refuses a port: PCP result " + (bytes[3] & 0xff));
        }
        if (bytes.length < HEADER_BYTES + MAP_BYTES || bytes[1] != (byte) (RESPONSE | MAP)) {
            return Optional.empty();
        }
        long seconds = in.getInt(4) & 0xffff_ffffL;
        boolean ours = Arrays.equals(bytes, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES, nonce, 0, NONCE_BYTES)
                && bytes[36] == port.protocol().ianaNumber()
                && (in.getShort(40) & 0xffff) == port.number();
        if (!ours) {
            return Optional.empty();
        }
        InetSocketAddress outside = new InetSocketAddress(address(bytes), in.getShort(42) & 0xffff);
        return Optional.of(new PortMapping(port, outside, Duration.ofSeconds(Math.min(seconds, MAX_LEASE_SECONDS))));
    }

    private static InetAddress address(byte[] bytes) throws ProtocolException {
        int from = HEADER_BYTES + MAP_BYTES - ADDRESS_BYTES;
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + ADDRESS_BYTES));
        } catch (UnknownHostException e) {
            throw new ProtocolException("the router names no address: " + e.getMessage());
        }
    }

    private static byte[] mapped(InetAddress address) {
        return mapped(address.getAddress());
    }

    /// IPv4 inside IPv6, as `::ffff:a.b.c.d`.
    private static byte[] mapped(byte[] address) {
        if (address.length == ADDRESS_BYTES) {
            return address;
        }
        byte[] mapped = new byte[ADDRESS_BYTES];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(address, 0, mapped, 12, address.length);
        return mapped;
    }
}
