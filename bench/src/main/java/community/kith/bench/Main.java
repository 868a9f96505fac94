package community.kith.bench;

import community.kith.bench.figure.Report;
import community.kith.bench.side.Bench;
import community.kith.bench.side.Benches;
import community.kith.bench.side.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What `bench/run` runs: `NAME [--json] [--mib N] [--runs N]`, or `--list`.
public final class Main {
    private static final String USAGE = """
            usage: bench/run NAME [--json] [--mib N] [--runs N]
                   bench/run --list
            """;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final List<Bench> benches;
    private final PrintStream out;
    private final PrintStream err;

    Main(List<Bench> benches, PrintStream out, PrintStream err) {
        this.benches = benches;
        this.out = out;
        this.err = err;
    }

    public static void main(String... args) throws InterruptedException {
        System.exit(new Main(Benches.all(), System.out, System.err).run(List.of(args)));
    }

    /// Returns the exit code.
    int run(List<String> args) throws InterruptedException {
        try {
            return run(new ArrayDeque<>(args));
        } catch (IllegalArgumentException e) {
            err.print("bench: " + e.getMessage() + "\n" + USAGE);
            return WRONG_USAGE;
        } catch (IOException e) {
            err.println("bench: " + e.getMessage());
            return FAILED;
        }
    }

    private int run(Deque<String> args) throws IOException, InterruptedException {
        Optional<Bench> chosen = Optional.empty();
        Report.Form form = Report.Form.TABLE;
        OptionalInt mib = OptionalInt.empty();
        OptionalInt runs = OptionalInt.empty();
        while (!args.isEmpty()) {
            String arg = args.pop();
            switch (arg) {
                case "--list" -> {
                    list();
                    return 0;
                }
                case "--help" -> {
                    out.print(USAGE);
                    list();
                    return 0;
                }
                case "--json" -> form = Report.Form.JSON_LINES;
                case "--mib" -> mib = OptionalInt.of(number(arg, args));
                case "--runs" -> runs = OptionalInt.of(number(arg, args));
                default -> chosen = Optional.of(named(arg));
            }
        }
        Bench bench = chosen.orElseThrow(() -> new IllegalArgumentException("say what to measure"));
        Path checkout = Path.of(System.getProperty("kith.checkout", ".")).toAbsolutePath();
        bench.run(new Plan(checkout, mib, runs, err), new Report(out, form));
        return 0;
    }

    private void list() {
        for (Bench bench : benches) {
            out.printf("%-10s %s%n", bench.name(), bench.about());
        }
    }

    private Bench named(String name) {
        return benches.stream()
                .filter(bench -> bench.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing here is called " + name));
    }

    private static int number(String option, Deque<String> args) {
        String text = args.isEmpty() ? "" : args.pop();
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(option + " needs a number, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
