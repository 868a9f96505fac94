package community.kith.bench.side;

import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// libtorrent v2: four seeds on loopback, each a process, and one leecher that begins with nothing.
final class Torrent {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final int SEEDS = 4;

    private final Path script;
    private final Path torrent;
    private final List<Process> seeds = new ArrayList<>();
    private final List<String> ports = new ArrayList<>();

    private Torrent(Path script, Path torrent) {
        this.script = script;
        this.torrent = torrent;
    }

    /// Empty when the library is not on this machine; `bench/run` has tried to get it.
    static Optional<Torrent> seed(Plan plan, Scratch scratch, Path file) throws IOException, InterruptedException {
        if (!isThere()) {
            plan.say("python3-libtorrent is not installed, so there is nothing of it to compare with");
            return Optional.empty();
        }
        Path script = scratch.file("torrent.py");
        try (InputStream text = Objects.requireNonNull(Torrent.class.getResourceAsStream("torrent.py"))) {
            Files.copy(text, script);
        }
        Torrent made = new Torrent(script, scratch.file("original.torrent"));
        Programs.output(Path.of("/"), made.command("make", file.toString(), made.torrent.toString()));
        for (int i = 0; i < SEEDS; i++) {
            made.start(scratch.folder("from"), scratch);
        }
        return Optional.of(made);
    }

    private static boolean isThere() throws IOException, InterruptedException {
        if (!Files.isExecutable(PYTHON)) {
            return false;
        }
        Process asked = new ProcessBuilder(PYTHON.toString(), "-c", "import libtorrent").start();
        return asked.waitFor() == 0;
    }

    private void start(Path folder, Scratch scratch) throws IOException {
        Process seed = new ProcessBuilder(command("seed", torrent.toString(), folder.toString(), "0"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        scratch.onExit(seed::destroyForcibly);
        String said = seed.inputReader(StandardCharsets.UTF_8).readLine();
        if (said == null) {
            throw new IOException("a seed did not start");
        }
        seeds.add(seed);
        ports.add(said.substring("READY ".length()));
    }

    List<Long> pids() {
        return seeds.stream().map(Process::pid).toList();
    }

    void fetch(Path folder) throws IOException, InterruptedException {
        List<String> command = command("leech", torrent.toString(), folder.toString());
        command.addAll(ports);
        Programs.output(Path.of("/"), command);
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), script.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
