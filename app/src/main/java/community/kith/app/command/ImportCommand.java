package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.files.AccountFolder;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Passphrases;
import community.kith.app.terminal.Terminal;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Names;
import community.kith.node.api.Restored;
import community.kith.node.home.Home;
import community.kith.node.home.HomeMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Takes up what kith export wrote; what is here already stays as it is. Where there is no home yet and the export has the passport's key, makes the home first: then start the node and import again.",
        footerHeading = "%nExample:%n",
        footer = "  kith import my-kith")
final class ImportCommand implements Callable<Integer> {
    private static final String VARIABLE = "KITH_EXPORT_PASSPHRASE";

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DIR", description = "What kith export wrote.")
    private Path dir = Path.of("");

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase of the key in the export is the first line of this file.")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "my computer",
            description = "What to call this computer, where a home is made; '${DEFAULT-VALUE}' without it.")
    private String device = "";

    ImportCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Surroundings around = kith.surroundings();
        AccountFolder folder = AccountFolder.open(around.here().resolve(dir));
        if (!Home.isAt(kith.home())) {
            return makeHome(folder, around);
        }
        Restored restored;
        try (InputStream account = folder.account()) {
            restored = kith.node().importAccount(account);
        }
        result.print(
                around.terminal(),
                () -> Json.of(restored),
                terminal -> terminal.line("Took up " + restored.people() + " people and " + restored.files()
                        + " files that were not here before."));
        return Exit.DONE.code();
    }

    private int makeHome(AccountFolder folder, Surroundings around) throws IOException {
        SigningKey passport = folder.key(passphrase(around.environment()));
        SigningKey key = SigningKey.generate(around.entropy());
        Delegation delegation = Delegation.issue(
                passport,
                PeerId.of(key.verifyingKey()),
                Names.device(device.strip()),
                around.clock().instant());
        new HomeMaker(passport, key, delegation).make(kith.home(), folder.owner(), around.entropy());
        result.print(
                around.terminal(),
                () -> Json.object()
                        .put("home", kith.home().toString())
                        .put("passport", delegation.passport().toString()),
                terminal -> greet(terminal));
        return Exit.DONE.code();
    }

    private void greet(Terminal terminal) {
        terminal.line("Made a home at " + kith.home() + " with the passport of the export.");
        terminal.line("Next: " + kith.call("run") + ", and then " + kith.call("import " + dir) + " again.");
    }

    private char[] passphrase(Map<String, String> environment) throws IOException {
        Optional<char[]> given = Passphrases.given(passphraseFile, environment, VARIABLE);
        return given.or(() -> Passphrases.ask("The passphrase of the key in the export"))
                .orElseThrow(() -> new Failure(
                        Exit.USAGE,
                        "there is no Kith home at " + kith.home() + ", and no passphrase for the key in the export",
                        "Name a file with --passphrase-file, set " + VARIABLE + ", or make a home: "
                                + kith.call("init --name YOUR-NAME")));
    }
}
