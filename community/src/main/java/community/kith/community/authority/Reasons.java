package community.kith.community.authority;

import java.util.List;

/// Why an answer is what it is: a tree whose leaves are tuples.
///
/// @param about what this part is about, such as `content:plan#reader` or a tuple
/// @param because the parts that were looked at, in order; what would not have changed the outcome may be missing
public record Reasons(Object about, Outcome outcome, List<Reasons> because) {
    Reasons(Object about, Outcome outcome) {
        this(about, outcome, List.of());
    }

    /// The tree as indented lines.
    public String text() {
        StringBuilder out = new StringBuilder();
        write("", out);
        return out.toString();
    }

    private void write(String indent, StringBuilder out) {
        String mark = switch (outcome) {
            case ALLOWED -> "yes ";
            case DENIED -> "no  ";
            case CONDITIONAL -> "if  ";
        };
        out.append(indent).append(mark).append(about).append('\n');
        because.forEach(part -> part.write(indent + "  ", out));
    }
}
