package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.files.AccountFolder;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Passphrases;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description =
                "Writes everything that is mine into a new directory, in open formats: bonds, files with the links that open them, settings. Whoever has the directory can read what the links open.",
        footerHeading = "%nExample:%n",
        footer = "  kith export my-kith --files")
final class ExportCommand implements Callable<Integer> {
    private static final String VARIABLE = "KITH_EXPORT_PASSPHRASE";

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DIR", description = "A directory that is not there yet, or is empty.")
    private Path dir = Path.of("");

    @Option(names = "--files", description = "The contents of all my files too, as plain files.")
    private boolean files;

    @Option(
            names = "--with-keys",
            description =
                    "The passport's key too, sealed under a passphrase that is asked for, or in " + VARIABLE + ".")
    private boolean keys;

    @Mixin
    private final Unlocking unlocking = new Unlocking();

    @Option(
            names = "--export-passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase for --with-keys is the first line of this file.")
    private Optional<Path> passphraseFile = Optional.empty();

    ExportCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RemoteKith node = kith.node();
        Surroundings around = kith.surroundings();
        Optional<char[]> passphrase = keys ? Optional.of(passphrase(around.environment())) : Optional.empty();
        AccountFolder folder = AccountFolder.make(around.here().resolve(dir));
        AccountFolder.Written written = folder.write(node::exportAccount);
        long fileBytes = files ? folder.writeFiles(node, written.links()) : 0;
        if (passphrase.isPresent()) {
            Home home = unlocking.open(kith);
            folder.writeKey(home.passportKey(), passphrase.get(), around.entropy());
        }
        result.print(
                around.terminal(),
                () -> Json.object()
                        .put("path", folder.dir().toString())
                        .put("people", written.people())
                        .put("files", written.files())
                        .put("fileBytes", fileBytes)
                        .put("keys", passphrase.isPresent()),
                terminal -> show(terminal, folder.dir(), written, fileBytes));
        return Exit.DONE.code();
    }

    private char[] passphrase(Map<String, String> environment) throws IOException {
        Optional<char[]> given = Passphrases.given(passphraseFile, environment, VARIABLE);
        return given.or(() -> Passphrases.askTwice("A passphrase for the key in the export"))
                .filter(typed -> typed.length > 0)
                .orElseThrow(() -> new Failure(
                        Exit.USAGE,
                        "--with-keys takes a passphrase, and none was given",
                        "Name a file with --export-passphrase-file, or set " + VARIABLE + "."));
    }

    private static void show(Terminal terminal, Path dir, AccountFolder.Written written, long fileBytes) {
        terminal.line("Exported " + written.people() + " people and " + written.files() + " files to " + dir
                + (fileBytes > 0 ? ", with " + Words.size(fileBytes) + " of contents" : "") + ".");
        terminal.line("The links in it open your files: keep it where only you can find it.");
    }
}
