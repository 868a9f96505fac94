package community.kith.app.serve;

import community.kith.app.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Sends what the program logs to a file, and what the owner should see to the screen as well.
public final class Logs implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");
    private static final long MAX_BYTES = 4 << 20;

    private final Handler[] before = ROOT.getHandlers();
    private final LogFile file;
    private final Handler screen;

    private Logs(LogFile file, Handler screen) {
        this.file = file;
        this.screen = screen;
    }

    /// Logs everything to `file`, and warnings to the terminal too, until it is closed.
    public static Logs to(Path file, Terminal terminal) throws IOException {
        var logs = new Logs(new LogFile(file, MAX_BYTES), new Screen(terminal));
        for (Handler handler : logs.before) {
            ROOT.removeHandler(handler);
        }
        ROOT.addHandler(logs.file);
        ROOT.addHandler(logs.screen);
        return logs;
    }

    @Override
    public void close() {
        ROOT.removeHandler(screen);
        ROOT.removeHandler(file);
        file.close();
        for (Handler handler : before) {
            ROOT.addHandler(handler);
        }
    }

    private static final class Screen extends Handler {
        private final Terminal terminal;

        Screen(Terminal terminal) {
            this.terminal = terminal;
            setLevel(Level.WARNING);
        }

        @Override
        public void publish(LogRecord event) {
            if (isLoggable(event)) {
                String cause = event.getThrown() == null ? "" : ": " + event.getThrown();
                terminal.note("kith: " + Terminal.plain(new LogLine().formatMessage(event) + cause));
            }
        }

        @Override
        public void flush() {
            terminal.err().flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
