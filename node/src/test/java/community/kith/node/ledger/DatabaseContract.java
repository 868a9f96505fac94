package community.kith.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every database does that a ledger can be in.
abstract class DatabaseContract {
    static final List<Migration> ONE =
            List.of(new Migration("one", "CREATE TABLE things (name TEXT PRIMARY KEY, at INTEGER, body BLOB) STRICT"));

    /// The same database each time within one test; there is none at first.
    abstract Database open(List<Migration> migrations) throws IOException;

    /// What messages call it.
    abstract String place();

    @Test
    void remembersWhatWasCommitted() throws IOException {
        try (var database = open(ONE)) {
            database.update("INSERT INTO things VALUES (?, ?, ?)", "a", Instant.ofEpochMilli(7), new byte[] {1, 2});
        }
        try (var database = open(ONE)) {
            var at = database.first("SELECT at FROM things WHERE name = ?", row -> row.instant("at"), "a");
            assertThat(at).contains(Instant.ofEpochMilli(7));
        }
    }

    @Test
    void doesNothingOfATransactionThatThrows() throws IOException {
        try (var database = open(ONE)) {
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
        try (var database = open(ONE)) {
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
    void commitsNoTransactionInWhichAStatementFailed() throws IOException {
        try (var database = open(ONE)) {
            assertThatThrownBy(() -> database.inTransaction(() -> {
                        add(database, "a");
                        assertThatThrownBy(() -> add(database, "a")).isInstanceOf(LedgerException.class);
                    }))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("nothing of it is done");
            assertThat(names(database)).isEmpty();
        }
    }

    @Test
    void letsAMapperAskTheSameQuestionAgain() throws IOException {
        try (var database = open(ONE)) {
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
        try (var database = open(ONE)) {
            database.update("INSERT INTO things VALUES (?, ?, ?)", "a", Optional.empty(), null);
            assertThat(database.any("SELECT 1 FROM things WHERE at IS NULL AND body IS NULL"))
                    .isTrue();
        }
    }

    @Test
    void asksForAnyOfSeveral() throws IOException {
        try (var database = open(ONE)) {
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
        try (var database = open(ONE)) {
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
        try (var database = open(ONE)) {
            add(database, "kept");
        }
        var two = List.of(ONE.getFirst(), new Migration("two", "ALTER TABLE things ADD COLUMN colour TEXT"));
        try (var database = open(two)) {
            assertThat(database.any("SELECT colour FROM things WHERE name = 'kept'"))
                    .isTrue();
        }
    }

    @Test
    void leavesTheOldShapeWhenAStepFails() throws IOException {
        open(ONE).close();
        var bad = List.of(
                ONE.getFirst(), new Migration("two", "CREATE TABLE half (a TEXT); CREATE TABLE things (a TEXT)"));
        assertThatThrownBy(() -> open(bad)).isInstanceOf(LedgerException.class);
        open(List.of(ONE.getFirst(), new Migration("two", "CREATE TABLE half (a TEXT)")))
                .close();
    }

    @Test
    void refusesADatabaseOfANewerProgram() throws IOException {
        open(ONE).close();
        assertThatThrownBy(() -> open(List.of()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(place())
                .hasMessageContaining("newer Kith")
                .hasMessageContaining("update Kith");
    }

    static void add(Database database, String name) throws IOException {
        database.update("INSERT INTO things (name) VALUES (?)", name);
    }

    static List<String> names(Database database) throws IOException {
        return database.query("SELECT name FROM things ORDER BY name", row -> row.text("name"));
    }
}
