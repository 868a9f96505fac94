package community.kith.bench.wire;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// One end of a TUN device: what the kernel sends out of the network interface is read here, and what is written here
/// arrives at it. One packet each. Needs root. Source: the kernel's `Documentation/networking/tuntap.rst`.
final class Tun {
    private static final int READ_WRITE = 2;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TUN_NO_PI = 0x1001;
    private static final int REQUEST_BYTES = 40;
    private static final int FLAGS_AT = 16;
    private static final int MAX_PACKET_BYTES = 65536;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            variadic("open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), 2);
    private static final MethodHandle IOCTL = variadic(
            "ioctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
            2);
    private static final MethodHandle READ = transfer("read");
    private static final MethodHandle WRITE = transfer("write");

    private final int descriptor;
    private final MemorySegment incoming = Arena.global().allocate(MAX_PACKET_BYTES);
    private final MemorySegment outgoing = Arena.global().allocate(MAX_PACKET_BYTES);

    private Tun(int descriptor) {
        this.descriptor = descriptor;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle variadic(String name, FunctionDescriptor shape, int fixed) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.firstVariadicArg(fixed));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle transfer(String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    }

    /// Makes a network interface of that name in the namespace this process is in.
    static Tun create(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), READ_WRITE);
            if (descriptor < 0) {
                throw new IOException("cannot open /dev/net/tun: it needs root, and a kernel that has it");
            }
            MemorySegment request = arena.allocate(REQUEST_BYTES);
            MemorySegment.copy(
                    name.getBytes(StandardCharsets.US_ASCII), 0, request, ValueLayout.JAVA_BYTE, 0, name.length());
            request.set(ValueLayout.JAVA_SHORT, FLAGS_AT, IFF_TUN_NO_PI);
            if ((int) IOCTL.invokeExact(descriptor, TUNSETIFF, request) < 0) {
                throw new IOException("cannot make the network interface " + name);
            }
            return new Tun(descriptor);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("a call into the kernel failed", e);
        }
    }

    /// The next packet; waits for it. For one thread.
    byte[] read() throws IOException {
        long got = call(READ, incoming, MAX_PACKET_BYTES);
        if (got < 0) {
            throw new IOException("the network interface is gone");
        }
        byte[] packet = new byte[(int) got];
        MemorySegment.copy(incoming, ValueLayout.JAVA_BYTE, 0, packet, 0, packet.length);
        return packet;
    }

    /// Delivers a packet; one that the kernel does not want, as when the interface is down, is lost. For one thread.
    void write(byte[] packet) throws IOException {
        MemorySegment.copy(packet, 0, outgoing, ValueLayout.JAVA_BYTE, 0, packet.length);
        call(WRITE, outgoing, packet.length);
    }

    private long call(MethodHandle function, MemorySegment buffer, long bytes) throws IOException {
        try {
            return (long) function.invokeExact(descriptor, buffer, bytes);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("a call into the kernel failed", e);
        }
    }
}
