package community.kith.app.command;

import community.kith.app.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
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
        Path checkout) {}
