package community.kith.community.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text cut into names, numbers, quoted text and signs; an empty word stands for the end.
final class Words {
    private static final Pattern WORD = Pattern.compile(
            "\\s+|([A-Za-z_][A-Za-z0-9_.\\-]*|\\d+(?:\\.\\d+)?|\"[^\"]*\"|'[^']*'|&&|\\|\\||[<>=!]=|[^\\s])");

    private final List<String> words = new ArrayList<>();
    private int at;

    Words(String text) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                words.add(matcher.group(1));
            }
        }
    }

    String peek() {
        return at < words.size() ? words.get(at) : "";
    }

    String next() {
        String word = peek();
        at++;
        return word;
    }

    void expect(String wanted) {
        String word = next();
        if (!word.equals(wanted)) {
            throw new IllegalArgumentException("expected “" + wanted + "”, not “" + word + "”");
        }
    }
}
