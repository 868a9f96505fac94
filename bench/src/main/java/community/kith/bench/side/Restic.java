package community.kith.bench.side;

import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// restic with a repository on this disk.
final class Restic {
    private final Path program;
    private final Path repository;

    private Restic(Path program, Path repository) {
        this.program = program;
        this.repository = repository;
    }

    /// Empty when restic is not on this machine; `bench/run` has tried to get it.
    static Optional<Restic> find(Plan plan, Scratch scratch) {
        Optional<Path> program = Programs.find("restic");
        if (program.isEmpty()) {
            plan.say("restic is not installed, so there is nothing of it to compare with");
        }
        return program.map(found -> new Restic(found, scratch.file("restic")));
    }

    void begin() throws IOException, InterruptedException {
        call("init");
    }

    void backup(Path file) throws IOException, InterruptedException {
        call("backup", file.toString());
    }

    void end() throws IOException {
        Scratch.delete(repository);
    }

    private void call(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "RESTIC_PASSWORD=side by side", program.toString()));
        command.addAll(List.of("--quiet", "--no-cache", "--repo", repository.toString()));
        command.addAll(List.of(arguments));
        Programs.output(Path.of("/"), command);
    }
}
