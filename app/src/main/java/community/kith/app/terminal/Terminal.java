package community.kith.app.terminal;

import java.io.InputStream;
import java.io.PrintStream;

/// The three streams of a command, and which of them a person is looking at.
///
/// Results go to `out`, progress and diagnostics to `err`.
///
/// @param outIsTerminal whether `out` is a screen, which may then be coloured
/// @param errIsTerminal whether `err` is a screen, on which a progress line may be rewritten
public record Terminal(
        InputStream in, PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, Paint paint) {

    public void line(String text) {
        out.println(text);
    }

    /// Says something that is not the result.
    public void note(String text) {
        err.println(text);
    }

    /// `text` without anything that could steer a terminal: names of files and people come from others.
    public static String plain(String text) {
        return text.codePoints()
                .map(c -> steers(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Control codes, and the marks that turn the direction of text around.
    private static boolean steers(int c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
