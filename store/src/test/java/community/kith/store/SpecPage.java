package community.kith.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of docs/spec, to hold tests and pages to the same vectors.
public record SpecPage(String text) {
    private static final Pattern PROGRAM = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    public static SpecPage named(String name) throws IOException {
        return new SpecPage(Files.readString(Path.of("..", "docs", "spec", name)));
    }

    /// Asserts that the page gives this value, possibly over several lines.
    public void lists(String value) {
        assertThat(PROGRAM.matcher(text).replaceAll("").replace("\n", "")).contains(value);
    }

    /// The Python program on the page.
    String program() {
        Matcher found = PROGRAM.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
