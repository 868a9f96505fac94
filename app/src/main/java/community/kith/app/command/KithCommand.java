package community.kith.app.command;

import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Paint;
import community.kith.node.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root of all commands. Alone, it prints what there is.
@Command(
        name = "kith",
        description = "The cloud your people hold for you.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith demo                        see seven nodes lose three and give every byte back",
            "  kith init --name Ada             a passport and keys, once",
            "  kith run                         the node, until Ctrl-C",
            "  kith put photos --to Ben         keep a folder with my people",
            "",
            "Every command explains itself with --help."
        })
public final class KithCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final CommandLine commandLine;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where this node keeps everything; KITH_HOME or ~/.kith without it.")
    private Optional<Path> home = Optional.empty();

    private KithCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.commandLine = new CommandLine(this);
    }

    private static final SequencedMap<String, Function<KithCommand, Callable<Integer>>> COMMANDS = commands();

    private static SequencedMap<String, Function<KithCommand, Callable<Integer>>> commands() {
        SequencedMap<String, Function<KithCommand, Callable<Integer>>> all = new LinkedHashMap<>();
        all.put("init", InitCommand::new);
        all.put("run", RunCommand::new);
        all.put("status", StatusCommand::new);
        all.put("put", PutCommand::new);
        all.put("get", GetCommand::new);
        all.put("ls", LsCommand::new);
        all.put("info", InfoCommand::new);
        all.put("health", HealthCommand::new);
        all.put("rm", RmCommand::new);
        all.put("restore", RestoreCommand::new);
        all.put("backup", BackupCommand::new);
        all.put("pin", PinCommand::new);
        all.put("release", ReleaseCommand::new);
        all.put("invite", InviteCommand::new);
        all.put("accept", AcceptCommand::new);
        all.put("people", PeopleCommand::new);
        all.put("bond", BondCommand::new);
        all.put("unbond", UnbondCommand::new);
        all.put("trust", TrustCommand::new);
        all.put("visible", VisibleCommand::new);
        all.put("export", ExportCommand::new);
        all.put("import", ImportCommand::new);
        all.put("pledge", PledgeCommand::new);
        all.put("household", HouseholdCommand::new);
        all.put("may", MayCommand::new);
        all.put("devices", DevicesCommand::new);
        all.put("grant", GrantCommand::new);
        all.put("grants", GrantsCommand::new);
        all.put("attest", AttestCommand::new);
        all.put("attestations", AttestationsCommand::new);
        all.put("denylist", DenylistCommand::new);
        all.put("stewards", StewardsCommand::new);
        all.put("guardians", GuardiansCommand::new);
        all.put("recover", RecoverCommand::new);
        all.put("leave", LeaveCommand::new);
        all.put("verify", VerifyCommand::new);
        all.put("passphrase", PassphraseCommand::new);
        all.put("doctor", DoctorCommand::new);
        all.put("demo", DemoCommand::new);
        all.put("rehearse", RehearseCommand::new);
        all.put("unsign", UnsignCommand::new);
        return all;
    }

    /// Every command, ready to be given arguments.
    public static CommandLine with(Surroundings surroundings) {
        return with(surroundings, COMMANDS.sequencedKeySet());
    }

    /// Runs what the arguments ask for; returns the exit code. To read about every command takes longer than most of
    /// them, so only the one that is called is made ready when that can be told.
    public static int execute(Surroundings surroundings, String... arguments) {
        Optional<String> called = called(arguments);
        return called.map(name -> with(surroundings, List.of(name)))
                .orElseGet(() -> with(surroundings))
                .execute(arguments);
    }

    private static Optional<String> called(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String word = arguments[i];
            if (word.equals("--home")) {
                i++;
            } else if (!word.startsWith("--home=")) {
                return COMMANDS.containsKey(word) ? Optional.of(word) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static CommandLine with(Surroundings surroundings, Collection<String> names) {
        var root = new KithCommand(surroundings);
        for (String name : names) {
            root.commandLine.addSubcommand(
                    name, Objects.requireNonNull(COMMANDS.get(name)).apply(root));
        }
        root.commandLine
                .setExecutionExceptionHandler(new Complaints(surroundings.terminal()))
                .setParameterExceptionHandler(new Complaints(surroundings.terminal()))
                .setOut(new PrintWriter(surroundings.terminal().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.terminal().err(), true, StandardCharsets.UTF_8))
                .setColorScheme(colours(surroundings.terminal().paint()));
        root.commandLine.getCommandSpec().mixinStandardHelpOptions(true);
        root.commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
        return root.commandLine;
    }

    @Override
    public Integer call() {
        commandLine.usage(commandLine.getOut());
        return Exit.DONE.code();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Path home() {
        String configured = surroundings.environment().getOrDefault("KITH_HOME", "");
        Path chosen = home.orElseGet(() -> configured.isEmpty()
                ? Path.of(surroundings.environment().getOrDefault("HOME", "."), ".kith")
                : Path.of(configured));
        return surroundings.here().resolve(chosen).normalize();
    }

    /// The running node of this home.
    RemoteKith node() throws IOException {
        Home there = openHome();
        var running = there.running()
                .orElseThrow(() -> new Failure(
                        Exit.UNAVAILABLE, "the node of " + home() + " is not running", "Start it: " + call("run")));
        return new RemoteKith(running.url(), there.apiToken());
    }

    Home openHome() throws IOException {
        if (!Home.isAt(home())) {
            throw new Failure(
                    Exit.FAILED, "there is no Kith home at " + home(), "Make one: " + call("init --name YOUR-NAME"));
        }
        return Home.open(home());
    }

    /// How to call another command on the same home.
    String call(String command) {
        return home.map(dir -> "kith --home " + dir + " ").orElse("kith ") + command;
    }

    private static ColorScheme colours(Paint paint) {
        return Help.defaultColorScheme(paint == Paint.COLOURED ? Ansi.ON : Ansi.OFF);
    }
}
