package community.kith.app.demo;

import community.kith.app.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Where a demo plays: one temporary directory, and every process it starts. Closing it ends and removes all of that; a
/// signal closes it too, and what a killed demo left is swept by the next.
final class Stage implements AutoCloseable {
    private static final String PREFIX = "kith-demo-";
    private static final String OWNER = "pid";
    /// Java processes that start at the same time.
    private static final int AT_ONCE = 3;

    private final Path dir;
    private final InstantSource clock;
    private final RandomGenerator entropy;
    private final Jvm jvm = Jvm.likeThisOne();
    private final Thread hook = Thread.ofPlatform().name("curtain").unstarted(this::onSignal);

    /// Guarded by `this`, as is `closed`.
    private final List<Process> processes = new ArrayList<>();

    private boolean closed;

    private Stage(Path dir, InstantSource clock, RandomGenerator entropy) {
        this.dir = dir;
        this.clock = clock;
        this.entropy = entropy;
    }

    static Stage open(InstantSource clock, RandomGenerator entropy) throws IOException {
        Path dir = Files.createTempDirectory(PREFIX);
        var stage = new Stage(dir, clock, entropy);
        Runtime.getRuntime().addShutdownHook(stage.hook);
        Files.writeString(
                dir.resolve(OWNER), String.valueOf(ProcessHandle.current().pid()));
        sweep(Path.of(System.getProperty("java.io.tmpdir")));
        return stage;
    }

    /// Removes what demos left that were killed before they could.
    private static void sweep(Path temporary) throws IOException {
        List<Path> stages;
        try (Stream<Path> all = Files.list(temporary)) {
            stages = all.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path stage : stages) {
            if (Files.isWritable(stage) && isDeserted(stage)) {
                Trees.delete(stage);
            }
        }
    }

    private static boolean isDeserted(Path stage) throws IOException {
        try {
            long pid = Long.parseLong(Files.readString(stage.resolve(OWNER)));
            return ProcessHandle.of(pid).isEmpty();
        } catch (NoSuchFileException | NumberFormatException justBegun) {
            return false;
        }
    }

    Path dir() {
        return dir;
    }

    /// Starts the nodes of so many people, a few at a time.
    List<Actor> enter(List<String> names) throws IOException, InterruptedException {
        try (ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Actor>> entering = new ArrayList<>();
            names.forEach(name -> entering.add(starters.submit(() -> enter(name))));
            var actors = new ArrayList<Actor>();
            for (Future<Actor> each : entering) {
                actors.add(each.get());
            }
            return actors;
        } catch (ExecutionException e) {
            throw new IOException("a node did not start: " + e.getCause(), e.getCause());
        }
    }

    private Actor enter(String name) throws IOException {
        Path home = dir.resolve(name.toLowerCase(Locale.ROOT));
        Actor.settle(home, name, clock.instant(), entropy);
        return Actor.awaitReady(name, home, start(Actor.process(jvm, home)));
    }

    /// Starts a node on a home that is there.
    Actor again(String name, Path home) throws IOException {
        Actor.hurry(home);
        return Actor.awaitReady(name, home, start(Actor.process(jvm, home)));
    }

    /// Starts a command on a home, which may not be there yet.
    Process run(Path home, String... command) throws IOException {
        String[] words = new String[command.length + 2];
        words[0] = "--home";
        words[1] = home.toString();
        System.arraycopy(command, 0, words, 2, command.length);
        return start(jvm.run(words).redirectError(dir.resolve("command.txt").toFile()));
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("the demo is over");
        }
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// Whether neither a process nor a file is left.
    synchronized boolean isClean() {
        return closed && processes.stream().noneMatch(Process::isAlive) && Files.notExists(dir);
    }

    @Override
    public void close() throws IOException {
        clear();
        if (!hook.isAlive()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // the hook finds that all is cleared
            }
        }
    }

    private synchronized void clear() throws IOException {
        closed = true;
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        Trees.delete(dir);
    }

    private void onSignal() {
        try {
            clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
