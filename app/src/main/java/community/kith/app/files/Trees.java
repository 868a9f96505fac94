package community.kith.app.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whole trees of files: symbolic links are copied, compared and deleted themselves, never followed.
public final class Trees {
    private static final int DELETE_TRIES = 20;

    private Trees() {}

    /// Copies a tree with its permissions.
    ///
    /// @param without names of directories that are left out wherever they are
    public static void copy(Path from, Path to, Set<String> without) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes about) throws IOException {
                if (!dir.equals(from) && without.contains(dir.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.copy(dir, to.resolve(from.relativize(dir)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                if (about.isRegularFile() || about.isSymbolicLink()) {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            LinkOption.NOFOLLOW_LINKS,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// The first difference between two trees in names, kinds, bytes, link targets or executability; empty when there
    /// is
    /// none.
    public static Optional<String> difference(Path one, Path other) throws IOException {
        Optional<String> roots = differenceOf(one, other);
        if (roots.isPresent()) {
            return roots.map(what -> "it " + what);
        }
        SortedMap<String, Path> first = entries(one);
        SortedMap<String, Path> second = entries(other);
        for (String name : first.keySet()) {
            if (!second.containsKey(name)) {
                return Optional.of(name + " is missing");
            }
        }
        for (var entry : second.entrySet()) {
            Path counterpart = first.get(entry.getKey());
            if (counterpart == null) {
                return Optional.of(entry.getKey() + " was not there before");
            }
            Optional<String> difference = differenceOf(counterpart, entry.getValue());
            if (difference.isPresent()) {
                return difference.map(what -> entry.getKey() + " " + what);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> differenceOf(Path one, Path other) throws IOException {
        if (Files.isSymbolicLink(one) || Files.isSymbolicLink(other)) {
            boolean same = Files.isSymbolicLink(one)
                    && Files.isSymbolicLink(other)
                    && Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
            return same ? Optional.empty() : Optional.of("points elsewhere");
        }
        if (Files.isDirectory(one) != Files.isDirectory(other)) {
            return Optional.of("is of another kind");
        }
        if (Files.isDirectory(one)) {
            return Optional.empty();
        }
        if (Files.isExecutable(one) != Files.isExecutable(other)) {
            return Optional.of("lost or won its executable bit");
        }
        long at = Files.mismatch(one, other);
        return at < 0 ? Optional.empty() : Optional.of("differs from byte " + at + " on");
    }

    private static SortedMap<String, Path> entries(Path root) throws IOException {
        var entries = new TreeMap<String, Path>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> !path.equals(root))
                    .forEach(path -> entries.put(root.relativize(path).toString(), path));
        }
        return entries;
    }

    /// Every regular file of a tree.
    public static void forEachFile(Path root, Consumer<Path> visitor) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(visitor);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// How long all regular files of a tree are together; a file that goes meanwhile does not count.
    public static long bytes(Path root) throws IOException {
        var sum = new AtomicLong();
        forEachFile(root, file -> sum.addAndGet(file.toFile().length()));
        return sum.get();
    }

    /// Deletes a tree if it is there, also when somebody still adds to it for a moment.
    public static void delete(Path root) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                deleteOnce(root);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (tries == DELETE_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void deleteOnce(Path root) throws IOException {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                    if (failed instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failed;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failed) throws IOException {
                    Files.deleteIfExists(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // just what was wanted
        }
    }
}
