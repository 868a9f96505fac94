package community.kith.app.command;

import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Passphrases;
import community.kith.node.home.Home;
import community.kith.node.home.LockedHomeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How commands that need the keys of a home come by its passphrase, if it has one.
final class Unlocking {
    private static final String VARIABLE = "KITH_PASSPHRASE";
    private static final int TRIES = 3;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "Its first line opens the keys, if a passphrase locks them; else the environment's KITH_PASSPHRASE"
                            + " does, or you are asked.")
    private Optional<Path> file = Optional.empty();

    /// The home with its keys open.
    Home open(KithCommand kith) throws IOException, InterruptedException {
        Home home = kith.openHome();
        if (!home.isLocked()) {
            return home;
        }
        Surroundings around = kith.surroundings();
        Optional<char[]> given = Passphrases.given(file.map(around.here()::resolve), around.environment(), VARIABLE);
        if (given.isPresent()) {
            return unlock(home, given.get(), kith).orElseThrow(() -> wrong(home));
        }
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<char[]> typed = Passphrases.ask("Passphrase of " + home.dir());
            if (typed.isEmpty()) {
                throw new Failure(
                        Exit.REFUSED,
                        "the keys of " + home.dir() + " are locked by a passphrase",
                        "Type it on a terminal, or name a file with --passphrase-file, or set " + VARIABLE + ".");
            }
            Optional<Home> opened = unlock(home, typed.get(), kith);
            if (opened.isPresent()) {
                return opened.get();
            }
            around.terminal().note("That is not it.");
            Thread.sleep(Duration.ofSeconds(1L << tried));
        }
        throw wrong(home);
    }

    private static Optional<Home> unlock(Home home, char[] passphrase, KithCommand kith) throws IOException {
        try {
            return Optional.of(home.unlock(passphrase, kith.surroundings().entropy()));
        } catch (LockedHomeException wrong) {
            return Optional.empty();
        }
    }

    private static Failure wrong(Home home) {
        return new Failure(
                Exit.REFUSED,
                "that is not the passphrase of " + home.dir(),
                "Without it only a copy of the keys or your 24 words give the passport back.");
    }
}
