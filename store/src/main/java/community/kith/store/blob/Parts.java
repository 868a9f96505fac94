package community.kith.store.blob;

import java.io.IOException;
import java.util.List;

/// What an open store is made of.
record Parts(Volume volume, DiskOptions options, Usage usage, Packs packs, Log log, Index index) {

    /// Makes deletions durable, on a full disk from the room that is kept for them.
    Log.Submission appendGone(List<Key> keys) throws IOException {
        List<Log.Entry> entries = keys.stream()
                .map(key -> new Log.Entry(new Frame(Frame.Kind.GONE, key, 0, 0), new byte[0], 0))
                .toList();
        Log.Submission written;
        try {
            written = log.append(entries);
        } catch (StorageFullException e) {
            if (!volume.delete(Layout.RESERVE)) {
                throw e;
            }
            written = log.append(entries);
        }
        packs.gone(written.place(0).pack(), (long) Frame.BYTES * keys.size());
        return written;
    }

    /// The bytes of a record, as they are now.
    byte[] body(Place.Packed place, int from, int to) throws IOException {
        byte[] bytes = new byte[to - from];
        packs.read(place.pack(), file -> {
            file.readFully(java.nio.ByteBuffer.wrap(bytes), (long) place.offset() + Frame.BYTES + from);
            return bytes;
        });
        return bytes;
    }

    void close() throws IOException {
        try (Closing all = new Closing()) {
            all.add(index::close);
            all.add(packs::close);
            all.add(log::close);
        }
    }

    private static final class Closing implements AutoCloseable {
        private final java.util.ArrayDeque<java.io.Closeable> parts = new java.util.ArrayDeque<>();

        void add(java.io.Closeable part) {
            parts.push(part);
        }

        @Override
        public void close() throws IOException {
            IOException failure = null;
            for (java.io.Closeable part : parts) {
                try {
                    part.close();
                } catch (IOException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
