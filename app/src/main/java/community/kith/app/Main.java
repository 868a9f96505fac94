package community.kith.app;

import community.kith.app.command.KithCommand;
import community.kith.app.command.Surroundings;
import community.kith.app.terminal.Paint;
import community.kith.app.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The only place that reads arguments, environment, clock and entropy.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(KithCommand.execute(surroundings(), arguments));
    }

    private static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        Path here = Path.of("").toAbsolutePath();
        return new Surroundings(
                terminal(environment),
                environment,
                InstantSource.system(),
                new SecureRandom(),
                here,
                Path.of(System.getProperty("kith.checkout", here.toString())));
    }

    /// The launcher knows which streams are screens; Java does not.
    private static Terminal terminal(Map<String, String> environment) {
        List<String> screens =
                Arrays.asList(System.getProperty("kith.screens", "").split(","));
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean outIsScreen = screens.contains("out");
        return new Terminal(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                outIsScreen,
                screens.contains("err"),
                outIsScreen && !plain ? Paint.COLOURED : Paint.NONE);
    }

    private static PrintStream stream(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }
}
