package community.kith.store.blob;

import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/// Locks for blobs, many blobs to a lock: whoever changes where a blob is holds its lock from looking to telling.
final class Stripes {
    private static final int COUNT = 4096;

    private final ReentrantLock[] locks = new ReentrantLock[COUNT];

    Stripes() {
        for (int i = 0; i < COUNT; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /// Takes the locks of all these blobs. Nobody takes more while holding some.
    Held hold(Collection<Key> keys) {
        int[] taken = keys.stream()
                .mapToInt(key -> (int) key.fourth() & (COUNT - 1))
                .sorted()
                .distinct()
                .toArray();
        for (int each : taken) {
            locks[each].lock();
        }
        return () -> {
            for (int each : taken) {
                locks[each].unlock();
            }
        };
    }
}
