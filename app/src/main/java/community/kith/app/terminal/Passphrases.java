package community.kith.app.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Where a passphrase comes from: a file, the environment, or somebody who types it unseen.
public final class Passphrases {
    private static final int MAX_BYTES = 4096;

    private Passphrases() {}

    /// The first line of a file that was named, or what an environment variable says; empty when neither is there.
    public static Optional<char[]> given(Optional<Path> file, Map<String, String> environment, String variable)
            throws IOException {
        if (file.isPresent()) {
            return Optional.of(firstLine(file.get()));
        }
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isEmpty())
                .map(String::toCharArray);
    }

    private static char[] firstLine(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(file + " is too large to be a passphrase");
        }
        String line = Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        if (line.isEmpty()) {
            throw new IllegalArgumentException("the first line of " + file + " is empty");
        }
        return line.toCharArray();
    }

    /// What somebody types without seeing it; empty where nobody could.
    public static Optional<char[]> ask(String what) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s: ", what));
    }

    /// The same typed twice.
    ///
    /// @throws IllegalArgumentException when the two differ
    public static Optional<char[]> askTwice(String what) {
        Optional<char[]> once = ask(what);
        Optional<char[]> again = once.isEmpty() ? Optional.empty() : ask("The same again");
        if (once.isPresent() && !(again.isPresent() && Arrays.equals(once.get(), again.get()))) {
            throw new IllegalArgumentException("the two are not the same");
        }
        return once;
    }
}
