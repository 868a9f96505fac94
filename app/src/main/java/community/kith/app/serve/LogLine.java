package community.kith.app.serve;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// One event as one line: when, how grave, where, what; then the stack when something was thrown.
final class LogLine extends Formatter {
    @Override
    public String format(LogRecord event) {
        var line = new StringWriter();
        line.append(event.getInstant().toString())
                .append(' ')
                .append(event.getLevel().getName())
                .append(' ')
                .append(String.valueOf(event.getLoggerName()))
                .append(": ")
                .append(formatMessage(event))
                .append('\n');
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        return line.toString();
    }
}
