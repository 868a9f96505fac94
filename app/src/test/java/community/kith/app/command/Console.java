package community.kith.app.command;

import community.kith.app.terminal.Paint;
import community.kith.app.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Types commands as a person or a script would, in this process, and sees what comes back.
final class Console {
    private final Path here;
    private final Map<String, String> environment;
    private byte[] stdin = {};

    /// @param here the current directory; the home is `home` in it
    Console(Path here) {
        this.here = here;
        this.environment = Map.of("KITH_HOME", here.resolve("home").toString(), "HOME", here.toString());
    }

    Console typing(String text) {
        stdin = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Answer kith(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(stdin),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Paint.NONE);
        var around = new Surroundings(terminal, environment, InstantSource.system(), new SecureRandom(), here, here);
        int exit = KithCommand.with(around).execute(arguments);
        return new Answer(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    record Answer(int exit, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }
}
