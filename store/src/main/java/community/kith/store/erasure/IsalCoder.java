package community.kith.store.erasure;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// Intel's library ISA-L, where it is installed (`libisal2` in Debian). Its functions take arrays of pointers, which
/// cannot lead into Java's heap, so bytes are copied out and in by strips that stay in the cache.
final class IsalCoder implements Coder {
    private static final List<String> LIBRARIES = List.of("libisal.so.2", "libisal.2.dylib", "isa-l.dll");
    private static final int STRIP_BYTES = 8 * 1024;
    private static final int ALIGNMENT = 64;
    /// What ec_init_tables makes of one coefficient.
    private static final long TABLE_BYTES = 32;

    private final MethodHandle initTables;
    private final MethodHandle encodeData;

    @SuppressWarnings("restricted") // asked for in find
    private IsalCoder(SymbolLookup library) {
        Linker linker = Linker.nativeLinker();
        // void ec_init_tables(int k, int rows, unsigned char *a, unsigned char *gftbls)
        initTables = linker.downcallHandle(
                library.findOrThrow("ec_init_tables"), FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
        // void ec_encode_data(int len, int k, int rows, unsigned char *gftbls, unsigned char **data, unsigned char
        // **coding)
        encodeData = linker.downcallHandle(
                library.findOrThrow("ec_encode_data"),
                FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    }

    /// The library, when it is installed and this process may call native code.
    static Optional<IsalCoder> find() {
        if (!IsalCoder.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        return LIBRARIES.stream().flatMap(name -> open(name).stream()).findFirst();
    }

    @SuppressWarnings("restricted")
    private static Optional<IsalCoder> open(String name) {
        try {
            return Optional.of(new IsalCoder(SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "ISA-L";
    }

    @Override
    public void run(Sums sums, int offset, int length) {
        int k = sums.columns();
        int rows = sums.rows().length;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tables = tables(arena, sums);
            MemorySegment[] inputs = buffers(arena, k, Math.min(length, STRIP_BYTES));
            MemorySegment[] outputs = buffers(arena, rows, Math.min(length, STRIP_BYTES));
            MemorySegment inputPointers = pointers(arena, inputs);
            MemorySegment outputPointers = pointers(arena, outputs);
            for (int done = 0; done < length; done += STRIP_BYTES) {
                int count = Math.min(STRIP_BYTES, length - done);
                for (int j = 0; j < k; j++) {
                    MemorySegment.copy(sums.inputs()[j], offset + done, inputs[j], JAVA_BYTE, 0, count);
                }
                call(() -> {
                    encodeData.invokeExact(count, k, rows, tables, inputPointers, outputPointers);
                });
                for (int r = 0; r < rows; r++) {
                    MemorySegment.copy(outputs[r], JAVA_BYTE, 0, sums.outputs()[r], offset + done, count);
                }
            }
        }
    }

    private MemorySegment tables(Arena arena, Sums sums) {
        int k = sums.columns();
        int rows = sums.rows().length;
        MemorySegment coefficients = arena.allocate((long) rows * k);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < k; j++) {
                coefficients.set(JAVA_BYTE, (long) r * k + j, (byte) sums.rows()[r][j]);
            }
        }
        MemorySegment tables = arena.allocate(TABLE_BYTES * rows * k, ALIGNMENT);
        call(() -> {
            initTables.invokeExact(k, rows, coefficients, tables);
        });
        return tables;
    }

    private static MemorySegment[] buffers(Arena arena, int count, int sizeBytes) {
        MemorySegment[] buffers = new MemorySegment[count];
        for (int i = 0; i < count; i++) {
            buffers[i] = arena.allocate(sizeBytes, ALIGNMENT);
        }
        return buffers;
    }

    private static MemorySegment pointers(Arena arena, MemorySegment[] buffers) {
        MemorySegment pointers = arena.allocate(ADDRESS, buffers.length);
        for (int i = 0; i < buffers.length; i++) {
            pointers.setAtIndex(ADDRESS, i, buffers[i]);
        }
        return pointers;
    }

    /// A block each, as the exact types of a call are taken from how it stands there.
    private interface Call {
        void make() throws Throwable;
    }

    private static void call(Call call) {
        try {
            call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("ISA-L", e);
        }
    }
}
