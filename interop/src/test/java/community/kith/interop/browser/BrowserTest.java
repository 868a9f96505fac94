package community.kith.interop.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import community.kith.doors.FakeKith;
import community.kith.doors.PageDemo;
import community.kith.doors.http.HttpDoor;
import community.kith.interop.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("foreign")
class BrowserTest {
    private static final Path SCRIPTS = Path.of("browser").toAbsolutePath();
    private static final String TOKEN = "the-token-of-this-test";

    private final FakeKith kith = new FakeKith(InstantSource.system(), new Random(3));
    private int port;
    private HttpDoor door = open();

    private HttpDoor open() {
        return new HttpDoor(kith, TOKEN, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void isUsedByAPersonWithABrowser() throws IOException, InterruptedException {
        Path chromium = chromium();
        Npm.install(SCRIPTS);
        PageDemo.furnish(kith);
        door.start();
        port = door.url().getPort();
        List<String> said = new ArrayList<>();
        Process browser = new ProcessBuilder(
                        "node", "page.test.js", chromium.toString(), door.url().toString(), TOKEN)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = browser.inputReader(StandardCharsets.UTF_8);
                Writer answers = browser.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("ask ")) {
                    carryOut(line.substring("ask ".length()));
                    answers.write("done\n");
                    answers.flush();
                }
            }
            assertThat(browser.waitFor()).as(String.join("\n", said)).isZero();
            assertThat(said).endsWith("done");
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
            door.close();
        }
    }

    private void carryOut(String what) throws IOException {
        switch (what) {
            case "settle" -> kith.settle(kith.files().getFirst().manifest());
            case "meet" -> kith.meet("Edsger", "colleague", 1L << 30);
            case "stop" -> door.close();
            case "start" -> {
                door = open();
                door.start();
            }
            default -> fail("the script asked for " + what);
        }
    }

    private static Path chromium() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no chromium on the PATH; install it: apt-get install chromium (.ci/run does)"));
    }
}
