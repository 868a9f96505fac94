package community.kith.app.serve;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/// Appends to one file, which always has the newest lines; older ones are in `.1`, `.2` and so on. Bounded in all.
final class LogFile extends Handler {
    private static final int KEPT = 4;

    private final Path file;
    private final long maxBytes;

    /// Guarded by `this`, as is `sizeBytes`.
    private BufferedWriter out;

    private long sizeBytes;

    /// @param maxBytes of one file
    LogFile(Path file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.out = open(file);
        this.sizeBytes = Files.size(file);
        setFormatter(new LogLine());
    }

    @Override
    public synchronized void publish(LogRecord event) {
        if (!isLoggable(event)) {
            return;
        }
        try {
            String line = getFormatter().format(event);
            out.write(line);
            out.flush();
            sizeBytes += line.length();
            if (sizeBytes > maxBytes) {
                rotate();
            }
        } catch (IOException e) {
            reportError("cannot write the log " + file, e, ErrorManager.WRITE_FAILURE);
        }
    }

    private void rotate() throws IOException {
        out.close();
        for (int age = KEPT - 1; age > 0; age--) {
            if (Files.exists(aged(age))) {
                Files.move(aged(age), aged(age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, aged(1), StandardCopyOption.REPLACE_EXISTING);
        out = open(file);
        sizeBytes = 0;
    }

    private Path aged(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    private static BufferedWriter open(Path file) throws IOException {
        return Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void flush() {
        // every line is flushed
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            reportError("cannot close the log " + file, e, ErrorManager.CLOSE_FAILURE);
        }
    }
}
