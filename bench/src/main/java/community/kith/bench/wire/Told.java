package community.kith.bench.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process that is told things, a line each, and answers each with a line. It ends with its standard input.
public final class Told implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Told(List<String> command) throws IOException {
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /// Starts a program.
    public static Told run(List<String> command) throws IOException {
        return new Told(command);
    }

    /// The next line it says.
    public String hear() throws IOException {
        return Optional.ofNullable(answers.readLine()).orElseThrow(() -> new IOException("the process ended"));
    }

    /// Tells it something and returns what it says to that.
    public String tell(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        return hear();
    }

    /// All that it says until it ends.
    public String hearOut() throws IOException {
        StringBuilder said = new StringBuilder();
        String line = answers.readLine();
        while (line != null) {
            said.append(line).append('\n');
            line = answers.readLine();
        }
        return said.toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
