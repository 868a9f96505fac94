package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Passphrases;
import community.kith.node.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "passphrase",
        description = {
            "Locks the keys of this home with a passphrase, or changes it.",
            "From then on kith run asks for it, and a stolen disk is not you. A node that runs goes on running."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  kith passphrase", "  kith passphrase --new-file words.txt", "  kith passphrase --remove"})
final class PassphraseCommand implements Callable<Integer> {
    private static final int FEWEST_CHARACTERS = 8;

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Mixin
    private final Unlocking unlocking = new Unlocking();

    @Option(
            names = "--new-file",
            paramLabel = "FILE",
            description = "Its first line is the new passphrase; else the environment's KITH_NEW_PASSPHRASE is, or you"
                    + " are asked.")
    private Optional<Path> newFile = Optional.empty();

    @Option(names = "--remove", description = "Writes the keys without a lock again.")
    private boolean remove;

    PassphraseCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = unlocking.open(kith);
        if (remove) {
            home.removePassphrase();
        } else {
            char[] passphrase = wanted();
            home.setPassphrase(passphrase, kith.surroundings().entropy());
            Arrays.fill(passphrase, ' ');
        }
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().put("home", home.dir().toString()).put("locked", !remove),
                terminal -> {
                    terminal.line(
                            remove
                                    ? "The keys of " + home.dir() + " are not locked."
                                    : "The keys of " + home.dir() + " are locked.");
                    terminal.line(
                            remove
                                    ? "Whoever can read them is you."
                                    : "Nobody can tell you the passphrase when you forget it, and it does not change copies"
                                            + " that were made before.");
                });
        return Exit.DONE.code();
    }

    private char[] wanted() throws IOException {
        Surroundings around = kith.surroundings();
        Optional<char[]> given =
                Passphrases.given(newFile.map(around.here()::resolve), around.environment(), "KITH_NEW_PASSPHRASE");
        char[] wanted = given.or(() -> Passphrases.askTwice("New passphrase"))
                .orElseThrow(() -> new Failure(
                        Exit.USAGE,
                        "there is no new passphrase",
                        "Type it on a terminal, or name a file with --new-file, or set KITH_NEW_PASSPHRASE."));
        if (wanted.length < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a passphrase of fewer than " + FEWEST_CHARACTERS + " characters is found by trying");
        }
        return wanted;
    }
}
