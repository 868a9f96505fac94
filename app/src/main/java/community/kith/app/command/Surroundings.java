package community.kith.app.command;

import community.kith.app.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a command knows of the machine it runs on. Only `Main` looks at the machine itself.
///
/// @param entropy unpredictable: keys are made of it
/// @param here the directory that relative paths are seen from
/// @param checkout where the launcher lies; the current directory without it
public record Surroundings(
        Terminal terminal,
        Map<String, String> environment,
        InstantSource clock,
        RandomGenerator entropy,
        Path here,
        Path checkout) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// The same on another terminal.
    Surroundings on(Terminal other) {
        return new Surroundings(other, environment, clock, entropy, here, checkout);
    }

    /// The same in another current directory.
    Surroundings in(Path other) {
        return new Surroundings(terminal, environment, clock, entropy, other, checkout);
    }

    /// The same with one environment variable set.
    Surroundings with(String variable, String value) {
        var changed = new HashMap<>(environment);
        changed.put(variable, value);
        return new Surroundings(terminal, changed, clock, entropy, here, checkout);
    }
}
