package community.kith.node.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the SQLite driver unpacks its native library: a folder beside the database rather than the computer's common
/// temporary folder, where a node that was killed would leave it for good and where programs may be forbidden to run.
final class NativeLibrary {
    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";
    private static boolean settled;

    private NativeLibrary() {}

    /// Takes effect once per process, before the driver is first used; a folder chosen on the command line stays.
    static synchronized void unpackBeside(Path database) throws IOException {
        if (settled) {
            return;
        }
        settled = true;
        if (System.getProperty(FOLDER_PROPERTY) != null) {
            return;
        }
        var folder = database.toAbsolutePath().resolveSibling("native");
        Files.createDirectories(folder);
        removeLeftovers(folder);
        System.setProperty(FOLDER_PROPERTY, folder.toString());
    }

    private static void removeLeftovers(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (var entry : entries) {
                // one still in use, where systems forbid that, stays
                entry.toFile().delete();
            }
        }
    }
}
