package community.kith.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final List<Migration> ONE =
            List.of(new Migration("one", "CREATE TABLE things (name TEXT PRIMARY KEY, at INTEGER, body BLOB) STRICT"));

    @TempDir
    Path folder;

    @Test
    void remembersWhatWasCommitted() throws IOException {
        var file = folder.resolve("ledger.db");
        try (var database = Database.open(file, ONE)) {
            database.update("INSERT INTO things VALUES (?, ?, ?)", "a", Instant.ofEpochMilli(7), new byte[] {1, 2});
        }
        try (var database = Database.open(file, ONE)) {
            var at = database.first("SELECT at FROM things WHERE name = ?", row -> row.instant("at"), "a");
            assertThat(at).contains(Instant.ofEpochMilli(7));
        }
    }

    @Test
    void doesNothingOfATransactionThatThrows() throws IOException {
        try (var database = Database.inMemory(ONE)) {
            assertThatThrownBy(() -> database.inTransaction(() -> {
                        add(database, "a");
                        throw new IOException("the cable fell out");
                    }))
                    .hasMessage("the cable fell out");
            assertThat(names(database)).isEmpty();
        }
    }

    @Test
    void undoesOnlyTheInnerTransactionWhoseErrorWasHandled() throws IOException {
        try (var database = Database.inMemory(ONE)) {
            database.inTransaction(() -> {
                add(database, "outer");
                assertThatThrownBy(() -> database.inTransaction(() -> {
                            add(database, "inner");
                            throw new IOException("no");
                        }))
                        .isInstanceOf(IOException.class);
                database.inTransaction(() -> add(database, "second"));
            });
            assertThat(names(database)).containsExactly("outer", "second");
        }
    }

    @Test
    void letsAMapperAskTheSameQuestionAgain() throws IOException {
        try (var database = Database.inMemory(ONE)) {
            add(database, "a");
            add(database, "b");
            var sql = "SELECT name FROM things WHERE name >= ? ORDER BY name";
            var nested = database.query(
                    sql, row -> row.text("name") + database.query(sql, inner -> inner.text("name"), "b"), "a");
            assertThat(nested).containsExactly("a[b]", "b[b]");
        }
    }

    @Test
    void bindsAbsentValuesAsNull() throws IOException {
        try (var database = Database.inMemory(ONE)) {
            database.update("INSERT INTO things VALUES (?, ?, ?)", "a", Optional.empty(), null);
            assertThat(database.any("SELECT 1 FROM things WHERE at IS NULL AND body IS NULL"))
                    .isTrue();
        }
    }

    @Test
    void asksForAnyOfSeveral() throws IOException {
        try (var database = Database.inMemory(ONE)) {
            for (var name : List.of("a", "b", "c", "d", "e", "f")) {
                add(database, name);
            }
            for (var some : List.of(
                    List.<String>of(), List.of("a"), List.of("b", "c"), List.of("b", "d", "f"), names(database))) {
                assertThat(database.query(
                                "SELECT name FROM things WHERE name > ? AND name IN (?) AND name < ? ORDER BY name",
                                row -> row.text("name"),
                                "",
                                some,
                                "g"))
                        .isEqualTo(some);
            }
        }
    }

    @Test
    void lendsItselfToOneTransactionAtATime() throws Exception {
        try (var database = Database.open(folder.resolve("ledger.db"), ONE)) {
            var threads = new ArrayList<Thread>();
            for (var t = 0; t < 8; t++) {
                var mine = "t" + t + "-";
                threads.add(Thread.ofVirtual().start(() -> addCounting(database, mine)));
            }
            for (var thread : threads) {
                thread.join();
            }
            assertThat(database.number("SELECT max(at) FROM things")).isEqualTo(80);
        }
    }

    private static void addCounting(Database database, String mine) {
        try {
            for (var i = 0; i < 10; i++) {
                var name = mine + i;
                database.inTransaction(() -> {
                    var before = database.number("SELECT count(*) FROM things");
                    database.update("INSERT INTO things (name, at) VALUES (?, ?)", name, before + 1);
                });
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void climbsStepByStepToTheNewestShape() throws IOException {
        var file = folder.resolve("ledger.db");
        try (var database = Database.open(file, ONE)) {
            add(database, "kept");
        }
        var two = List.of(ONE.getFirst(), new Migration("two", "ALTER TABLE things ADD COLUMN colour TEXT"));
        try (var database = Database.open(file, two)) {
            assertThat(database.any("SELECT colour FROM things WHERE name = 'kept'"))
                    .isTrue();
        }
    }

    @Test
    void leavesTheOldShapeWhenAStepFails() throws IOException {
        var file = folder.resolve("ledger.db");
        Database.open(file, ONE).close();
        var bad = List.of(ONE.getFirst(), new Migration("two", "CREATE TABLE half (a); CREATE TABLE things (a)"));
        assertThatThrownBy(() -> Database.open(file, bad)).isInstanceOf(LedgerException.class);
        try (var database = Database.open(file, ONE)) {
            assertThat(database.any("SELECT 1 FROM sqlite_master WHERE name = 'half'"))
                    .isFalse();
        }
    }

    @Test
    void refusesADatabaseOfANewerProgram() throws IOException {
        var file = folder.resolve("ledger.db");
        Database.open(file, ONE).close();
        assertThatThrownBy(() -> Database.open(file, List.of()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("newer Kith")
                .hasMessageContaining("update Kith");
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

    private static void add(Database database, String name) throws IOException {
        database.update("INSERT INTO things (name) VALUES (?)", name);
    }

    private static List<String> names(Database database) throws IOException {
        return database.query("SELECT name FROM things ORDER BY name", row -> row.text("name"));
    }
}
