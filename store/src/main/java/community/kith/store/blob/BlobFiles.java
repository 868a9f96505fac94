package community.kith.store.blob;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;

/// The files that blobs are in, to look at and not to change.
record BlobFiles(Layout layout) {
    private static final int BUFFER_BYTES = 128 * 1024;

    boolean has(Cid cid) {
        return Names.fits(cid) && Files.exists(layout.place(cid));
    }

    OptionalLong size(Cid cid) {
        if (!Names.fits(cid)) {
            return OptionalLong.empty();
        }
        long sizeBytes = layout.place(cid).toFile().length();
        return sizeBytes > 0 || has(cid) ? OptionalLong.of(sizeBytes) : OptionalLong.empty();
    }

    Optional<FileChannel> open(Cid cid) throws IOException {
        if (!Names.fits(cid)) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileChannel.open(layout.place(cid), StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// The hash of what the file holds now.
    Optional<byte[]> digest(Cid cid) throws IOException {
        Optional<FileChannel> found = open(cid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.fresh();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Channels.newInputStream(found.get())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Optional.of(digest.digest());
    }

    /// Visits every blob and its size; one that goes away meanwhile has size zero.
    void forEach(ObjLongConsumer<Cid> visitor) throws IOException {
        for (Path folder : layout.blobFolders()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Names.fromHex(file.getFileName().toString())
                            .ifPresent(cid -> visitor.accept(cid, file.toFile().length()));
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
    }
}
