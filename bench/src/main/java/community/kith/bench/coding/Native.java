package community.kith.bench.coding;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.Random;

/// C's own ways, called on memory of C: ISA-L, and memcpy. A call costs some nanoseconds, and nothing is copied for it.
final class Native {
    private static final int ALIGNMENT = 64;
    private static final long TABLE_BYTES = 32;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Arena ARENA = Arena.global();

    private Native() {}

    @SuppressWarnings("restricted")
    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }

    /// Rows from k inputs by ISA-L, as fast whatever the coefficients are; empty when it is not installed.
    @SuppressWarnings("restricted")
    static Optional<Runnable> isal(int[][] rows, int size) {
        SymbolLookup library;
        try {
            library = SymbolLookup.libraryLookup("libisal.so.2", ARENA);
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
        MethodHandle initTables = function(library, "ec_init_tables", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        MethodHandle encode =
                function(library, "ec_encode_data", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        int k = rows[0].length;
        MemorySegment matrix = ARENA.allocate((long) rows.length * k);
        for (int i = 0; i < rows.length * k; i++) {
            matrix.set(JAVA_BYTE, i, (byte) rows[i / k][i % k]);
        }
        MemorySegment tables = ARENA.allocate(TABLE_BYTES * rows.length * k, ALIGNMENT);
        call(() -> {
            initTables.invokeExact(k, rows.length, matrix, tables);
        });
        MemorySegment inputs = buffers(k, size);
        MemorySegment outputs = buffers(rows.length, size);
        return Optional.of(() -> call(() -> {
            encode.invokeExact(size, k, rows.length, tables, inputs, outputs);
        }));
    }

    /// memcpy from one piece of memory to the next, round and round.
    static Runnable memcpy(int pieces, int size) {
        MethodHandle copy = function(LINKER.defaultLookup(), "memcpy", ADDRESS, ADDRESS, JAVA_LONG);
        MemorySegment all = ARENA.allocate((long) pieces * size, ALIGNMENT);
        return new Runnable() {
            private int next;

            @Override
            public void run() {
                MemorySegment to = all.asSlice((long) next * size, size);
                next = (next + 1) % pieces;
                MemorySegment from = all.asSlice((long) next * size, size);
                next = (next + 1) % pieces;
                call(() -> {
                    copy.invokeExact(to, from, (long) size);
                });
            }
        };
    }

    /// An array of pointers to filled memory.
    private static MemorySegment buffers(int count, int size) {
        MemorySegment pointers = ARENA.allocate(ADDRESS, count);
        byte[] random = new byte[size];
        for (int i = 0; i < count; i++) {
            new Random(i).nextBytes(random);
            MemorySegment buffer = ARENA.allocate(size, ALIGNMENT);
            MemorySegment.copy(random, 0, buffer, JAVA_BYTE, 0, size);
            pointers.setAtIndex(ADDRESS, i, buffer);
        }
        return pointers;
    }

    private interface Call {
        void make() throws Throwable;
    }

    private static void call(Call call) {
        try {
            call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("a native function", e);
        }
    }
}
