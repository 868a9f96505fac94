package community.kith.app.command;

import community.kith.app.launcher.Signatures;
import community.kith.app.terminal.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes the launcher's copies of libraries quick to load.
@Command(name = "unsign", hidden = true, description = "Takes signatures off the launcher's copies of jars.")
final class UnsignCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Parameters(paramLabel = "DIR", description = "Where the jars are.")
    private Optional<Path> folder = Optional.empty();

    UnsignCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Signatures.strip(kith.surroundings().here().resolve(folder.orElseThrow()));
        return Exit.DONE.code();
    }
}
