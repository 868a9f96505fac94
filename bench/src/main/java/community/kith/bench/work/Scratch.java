package community.kith.bench.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/// A folder for one measurement. What was started in it ends, and it goes, also when the measurement is interrupted.
public final class Scratch implements AutoCloseable {
    private final Path root;
    private final Thread hook = Thread.ofPlatform().name("clear up").unstarted(this::clear);

    /// Guarded by itself.
    private final Deque<Runnable> endings = new ArrayDeque<>();

    private Scratch(Path root) {
        this.root = root;
    }

    /// @param beside on whose disk it shall be
    public static Scratch on(Path beside) throws IOException {
        Scratch scratch = new Scratch(Files.createTempDirectory(Files.createDirectories(beside), "run-"));
        Runtime.getRuntime().addShutdownHook(scratch.hook);
        return scratch;
    }

    public Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    /// Ends something before the folder goes; last comes first.
    public void onExit(Runnable ending) {
        synchronized (endings) {
            endings.push(ending);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        clear();
    }

    private void clear() {
        synchronized (endings) {
            while (!endings.isEmpty()) {
                endings.pop().run();
            }
        }
        try {
            delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + root, e);
        }
    }

    /// Deletes a file or folder, if it is there.
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
