package community.kith.bench.figure;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Prints figures as they come: a line of JSON each, or a row of a table.
public final class Report implements Consumer<Figure> {
    private static final String ROW = "%-22s %12s %12s  %-8s %8s  %-12s %4s  %s%n";
    private static final JsonMapper JSON = new JsonMapper();

    /// How figures are printed.
    public enum Form {
        JSON_LINES,
        TABLE
    }

    private final PrintStream out;
    private final Form form;
    private boolean begun;

    public Report(PrintStream out, Form form) {
        this.out = out;
        this.form = form;
    }

    @Override
    public void accept(Figure figure) {
        switch (form) {
            case JSON_LINES -> out.println(json(figure));
            case TABLE -> row(figure);
        }
    }

    static String json(Figure figure) {
        ObjectNode line = JSON.createObjectNode();
        line.put("figure", figure.name());
        line.put("ours", rounded(figure.ours().median()));
        put(line, "peer", figure.peerMedian());
        line.put("peerName", figure.peer().name());
        line.put("unit", figure.unit());
        put(line, "ratio", figure.ratio());
        put(line, "goal", goal(figure));
        figure.met().ifPresentOrElse(met -> line.put("met", met), () -> line.putNull("met"));
        line.put("runs", figure.runs());
        return JSON.writeValueAsString(line);
    }

    private static void put(ObjectNode line, String field, OptionalDouble value) {
        if (value.isPresent()) {
            line.put(field, rounded(value.getAsDouble()));
        } else {
            line.putNull(field);
        }
    }

    private static OptionalDouble goal(Figure figure) {
        return figure.goal().map(goal -> OptionalDouble.of(goal.ratio())).orElse(OptionalDouble.empty());
    }

    /// Four digits say more than a measurement knows.
    private static BigDecimal rounded(double value) {
        BigDecimal short4 = new BigDecimal(value, new MathContext(4)).stripTrailingZeros();
        return short4.scale() < 0 ? short4.setScale(0) : short4;
    }

    private void row(Figure figure) {
        if (!begun) {
            out.printf(Locale.ROOT, ROW, "figure", "ours", "peer", "unit", "ratio", "goal", "runs", "peer's name");
            begun = true;
        }
        out.printf(
                Locale.ROOT,
                ROW,
                figure.name(),
                rounded(figure.ours().median()).toPlainString(),
                text(figure.peerMedian()),
                figure.unit(),
                text(figure.ratio()),
                goalText(figure),
                figure.runs(),
                figure.peer().name());
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? rounded(value.getAsDouble()).toPlainString() : "-";
    }

    private static String goalText(Figure figure) {
        Optional<String> wanted = figure.goal().map(goal -> switch (goal) {
            case Goal.AtLeast least -> "≥ " + least.ratio();
            case Goal.AtMost most -> "≤ " + most.ratio();
        });
        String verdict = figure.met().map(met -> met ? " met" : " missed").orElse("");
        return wanted.map(text -> text + verdict).orElse("-");
    }
}
