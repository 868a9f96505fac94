package community.kith.app.terminal;

import java.util.ArrayList;
import java.util.List;

/// Columns that line up. A heading that starts with `>` makes its column flush right.
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headings.size() + " columns");
        }
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            row.add(Terminal.plain(cell.toString()));
        }
        rows.add(row);
        return this;
    }

    public void print(Terminal terminal) {
        var titles = headings.stream().map(Table::title).toList();
        terminal.line(terminal.paint().faint(render(titles)));
        rows.forEach(row -> terminal.line(render(row)));
    }

    private String render(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String pad = " ".repeat(width(column) - length(cell));
            line.append(column == 0 ? "" : GAP).append(isRight(column) ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest = length(title(headings.get(column)));
        for (List<String> row : rows) {
            widest = Math.max(widest, length(row.get(column)));
        }
        return widest;
    }

    private boolean isRight(int column) {
        return headings.get(column).startsWith(">");
    }

    private static String title(String heading) {
        return heading.startsWith(">") ? heading.substring(1) : heading;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
