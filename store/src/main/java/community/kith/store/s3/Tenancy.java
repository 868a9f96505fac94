package community.kith.store.s3;

import community.kith.base.crypto.Sha256;
import community.kith.store.blob.Names;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// One process's time with a bucket. The folder's lock keeps other processes of this computer out; an object with the
/// store's own number, which only this folder knows, keeps other stores out of the bucket.
final class Tenancy implements AutoCloseable {
    static final String MARK = "kith-store";
    private static final String INDEX = "index";
    private static final String TEMPORARY = "tmp";
    private static final int MARK_BYTES = 256;

    private final S3Client client;
    private final FileChannel lock;
    private final BlobIndex index;
    private final Path temporary;
    private volatile boolean open = true;

    private Tenancy(S3Client client, FileChannel lock, BlobIndex index, Path temporary) {
        this.client = client;
        this.lock = lock;
        this.index = index;
        this.temporary = temporary;
    }

    static Tenancy begin(S3Client client, Path folder, RandomGenerator entropy) throws IOException {
        Files.createDirectories(folder.resolve(TEMPORARY));
        var lock = lock(folder);
        var begun = false;
        try {
            sweep(folder.resolve(TEMPORARY));
            var index = BlobIndex.open(folder.resolve(INDEX), entropy);
            try {
                var tenancy = new Tenancy(client, lock, index, folder.resolve(TEMPORARY));
                tenancy.claim();
                tenancy.settle();
                begun = true;
                return tenancy;
            } finally {
                if (!begun) {
                    index.close();
                }
            }
        } finally {
            if (!begun) {
                lock.close();
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException("the index of blobs in " + folder + " is in use by this process", e);
        }
        file.close();
        throw new IOException("the index of blobs in " + folder + " is in use by another process");
    }

    private static void sweep(Path folder) throws IOException {
        try (var leftovers = Files.newDirectoryStream(folder)) {
            for (var leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    /// Makes sure that the bucket is this store's.
    private void claim() throws IOException {
        var found = client.get(MARK, MARK_BYTES).map(mark -> new String(mark, StandardCharsets.US_ASCII).strip());
        if (found.isPresent() && found.get().equals(index.store())) {
            if (!index.isMarked()) {
                index.marked();
            }
            return;
        }
        if (found.isPresent()) {
            throw new IOException(client.address() + " belongs to another store: its object " + MARK
                    + " has another number. Choose another bucket or prefix; if it was this node's and its index was"
                    + " lost, delete that object and start again: what is in the bucket is then counted");
        }
        if (index.isMarked()) {
            throw new IOException(client.address() + " has no object " + MARK
                    + ": is it the right bucket? If it is, move the index away and start again: what is in the bucket is"
                    + " then counted");
        }
        count();
        mark();
        index.marked();
    }

    private void mark() throws IOException {
        var mark = (index.store() + "\n").getBytes(StandardCharsets.US_ASCII);
        client.put(MARK, Payload.of(mark, 0, mark.length, HexFormat.of().formatHex(Sha256.of(mark))));
    }

    /// Writes down what the bucket has already.
    private void count() throws IOException {
        var after = "";
        Answers.Page page;
        do {
            page = client.list(after);
            for (var object : page.objects()) {
                var cid = Names.fromHex(object.key());
                if (cid.isPresent()) {
                    index.there(cid.get(), object.sizeBytes());
                }
                after = object.key();
            }
        } while (page.more());
    }

    /// Asks for what a crash left open.
    private void settle() throws IOException {
        for (var unsure : index.unsure().entrySet()) {
            var cid = unsure.getKey();
            var size = client.size(Names.hex(cid));
            if (size.isPresent() && size.getAsLong() == unsure.getValue()) {
                index.there(cid, unsure.getValue());
            } else {
                index.gone(cid);
            }
        }
    }

    BlobIndex index() {
        return index;
    }

    Path temporary() {
        return temporary;
    }

    void requireOpen() throws IOException {
        if (!open) {
            throw new IOException("the blobs in " + client.address() + " are closed");
        }
    }

    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            try (lock) {
                index.close();
            }
        }
    }
}
