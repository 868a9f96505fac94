package community.kith.app.terminal;

import community.kith.node.api.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tells a waiting person how far a long call has come: nothing during the first second; then one rewritten line on a
/// terminal, or a plain line every few seconds elsewhere. Safe to call from several threads.
public final class ProgressLine implements Progress, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration ON_TERMINAL = Duration.ofMillis(150);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final int WIDTH = 78;

    private final Terminal terminal;
    private final InstantSource clock;
    private final Instant begun;

    /// Guarded by `this`.
    private Instant next;

    /// How many characters of the rewritten line are on the screen. Guarded by `this`.
    private int shown;

    public ProgressLine(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.begun = clock.instant();
        this.next = begun.plus(PATIENCE);
    }

    @Override
    public synchronized void at(String phase, long doneBytes, long totalBytes) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(terminal.errIsTerminal() ? ON_TERMINAL : ELSEWHERE);
        write(text(phase, doneBytes, totalBytes, Duration.between(begun, now)));
    }

    private void write(String text) {
        if (!terminal.errIsTerminal()) {
            terminal.err().println(text);
            return;
        }
        String fitted = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        terminal.err().print("\r" + fitted + " ".repeat(Math.max(0, shown - fitted.length())));
        terminal.err().flush();
        shown = fitted.length();
    }

    private static String text(String phase, long doneBytes, long totalBytes, Duration spent) {
        String words = Terminal.plain(phase);
        if (doneBytes <= 0) {
            return words + " … " + Words.time(spent);
        }
        if (totalBytes <= 0) {
            return words + " " + Words.size(doneBytes) + " … " + Words.time(spent);
        }
        return words + " " + Words.size(doneBytes) + " of " + Words.size(totalBytes) + " ("
                + Math.min(100, Math.round(100.0 * doneBytes / totalBytes)) + " %) … " + Words.time(spent);
    }

    /// Clears the rewritten line.
    @Override
    public synchronized void close() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }
}
