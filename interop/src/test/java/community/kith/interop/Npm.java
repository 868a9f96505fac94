package community.kith.interop;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// Gets the packages that a folder's `package-lock.json` names.
public final class Npm {
    private static final long PATIENCE_MINUTES = 5;

    private Npm() {}

    /// Installs them, unless that was done since the lock file changed. Test runs beside this one wait for each other.
    public static synchronized void install(Path folder) throws IOException, InterruptedException {
        Path turns = Files.createDirectories(Path.of("target")).resolve("npm.lock");
        try (FileChannel channel = FileChannel.open(turns, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock turn = channel.lock();
            if (!isDone(folder)) {
                npm(folder);
            }
            turn.release();
        }
    }

    private static boolean isDone(Path folder) throws IOException {
        Path installed = folder.resolve("node_modules/.package-lock.json");
        Path wanted = folder.resolve("package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
    }

    private static void npm(Path folder) throws IOException, InterruptedException {
        // Standard input and output of this process are the build's own.
        Process npm = new ProcessBuilder("npm", "install", "--no-save", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new IOException("npm install failed in " + folder);
            }
        } finally {
            npm.destroyForcibly();
        }
    }
}
