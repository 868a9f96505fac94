package community.kith.node.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest extends DatabaseContract {
    @TempDir
    Path folder;

    @Override
    Database open(List<Migration> migrations) throws IOException {
        return Database.open(folder.resolve("ledger.db"), migrations);
    }

    @Override
    String place() {
        return folder.resolve("ledger.db").toString();
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        var file = Files.writeString(folder.resolve("ledger.db"), "dear diary ".repeat(1000));
        assertThatThrownBy(() -> Database.open(file, ONE))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("not a ledger");
    }

    @Test
    void refusesADatabaseOfAnotherProgram() throws IOException {
        var file = folder.resolve("ledger.db");
        try (var database = Database.open(file, ONE)) {
            database.script("PRAGMA application_id=77");
        }
        assertThatThrownBy(() -> Database.open(file, ONE))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("another program");
    }

    @Test
    void refusesADamagedDatabaseAndSaysWhatToDo() throws IOException {
        var file = folder.resolve("ledger.db");
        try (var database = Database.open(file, ONE)) {
            for (var i = 0; i < 500; i++) {
                add(database, "name of some length " + i);
            }
        }
        overwrite(file, 4096, new byte[4096]);
        assertThatThrownBy(() -> Database.open(file, ONE))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("damaged")
                .hasMessageContaining("backup");
    }

    @Test
    void namesTheFolderThatIsMissing() {
        var file = folder.resolve("nowhere").resolve("ledger.db");
        assertThatThrownBy(() -> Database.open(file, ONE))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("folder");
    }

    private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(at).write(java.nio.ByteBuffer.wrap(bytes));
        }
    }
}
