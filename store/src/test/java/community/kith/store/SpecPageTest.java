package community.kith.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The programs on the pages say what the pages say. The tests of each package hold our own code to the same values.
class SpecPageTest {
    @ParameterizedTest
    @ValueSource(strings = {"erasure-coding.md", "chunking.md", "sealing.md", "link.md", "manifest.md"})
    void theProgramOnThePagePrintsItsVectors(String name) throws IOException, InterruptedException {
        SpecPage page = SpecPage.named(name);
        assumeTrue(succeeds("import sys, cryptography"), "python3 with its package cryptography is here");

        Process python = new ProcessBuilder("python3", "-c", page.program()).start();
        List<String> words =
                List.of(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s+"));

        assertThat(python.waitFor()).isZero();
        assertThat(words).hasSizeGreaterThan(1).allSatisfy(page::lists);
    }

    private static boolean succeeds(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", program).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
