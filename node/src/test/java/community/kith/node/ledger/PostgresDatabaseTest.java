package community.kith.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.PostgresServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("operators")
class PostgresDatabaseTest extends DatabaseContract {
    private final PostgresServer server = PostgresServer.shared();
    private String url = "";

    @BeforeEach
    void create() throws IOException {
        url = server.createDatabase();
    }

    @Override
    Database open(List<Migration> migrations) throws IOException {
        return Database.open(address(PostgresServer.PASSWORD), migrations);
    }

    private PostgresAddress address(String password) {
        return new PostgresAddress(url, Optional.of(password));
    }

    @Override
    String place() {
        return address("").toString();
    }

    @Test
    void keepsASecondNodeOut() throws IOException {
        try (var database = open(ONE)) {
            assertThatThrownBy(() -> open(ONE))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining(place())
                    .hasMessageContaining("another node uses this database");
            add(database, "mine");
        }
        open(ONE).close();
    }

    @Test
    void connectsAgainAfterItsSessionWasEnded() throws IOException {
        try (var database = open(ONE)) {
            add(database, "before");
            server.endSessions();
            assertThatThrownBy(() -> add(database, "lost"))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining(place())
                    .hasMessageContaining("connection");
            add(database, "after");
            server.endSessions();
            database.inTransaction(() -> add(database, "in a transaction that had not begun"));
            assertThat(names(database)).containsExactly("after", "before", "in a transaction that had not begun");
        }
    }

    @Test
    void doesNothingOfATransactionWhoseConnectionWasLost() throws IOException {
        try (var database = open(ONE)) {
            assertThatThrownBy(() -> database.inTransaction(() -> {
                        add(database, "first");
                        server.endSessions();
                        assertThatThrownBy(() -> add(database, "second")).isInstanceOf(LedgerException.class);
                        assertThatThrownBy(() -> database.inTransaction(() -> add(database, "third")))
                                .isInstanceOf(LedgerException.class);
                    }))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("nothing of it is done");
            assertThat(names(database)).isEmpty();
        }
    }

    @Test
    void keepsWhatWasCommittedWhenTheServerCrashes() throws IOException {
        try (var database = open(ONE)) {
            database.inTransaction(() -> add(database, "kept"));
            server.crash();
            database.inTransaction(() -> add(database, "later"));
            assertThat(names(database)).containsExactly("kept", "later");
        }
    }

    @Test
    void ordersTextByItsBytes() throws IOException {
        try (var database = open(ONE)) {
            for (var name : List.of("b", "A", "a", "B", "_")) {
                add(database, name);
            }
            assertThat(names(database)).containsExactly("A", "B", "_", "a", "b");
        }
    }

    @Test
    void runsTriggersLikeSqlite() throws IOException {
        var two = new Migration("two", """
                CREATE TABLE seen (id INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;
                CREATE TRIGGER things_see AFTER INSERT ON things WHEN new.name <> 'secret' BEGIN
                    INSERT INTO seen (what) VALUES (new.name);
                END;
                CREATE TRIGGER things_stay BEFORE UPDATE OF name ON things BEGIN
                    SELECT RAISE(ABORT, 'a thing keeps its name');
                END;
                """);
        var three = new Migration("three", "DROP TRIGGER things_see;");
        try (var database = open(List.of(ONE.getFirst(), two))) {
            add(database, "a");
            add(database, "secret");
            assertThat(database.query("SELECT what FROM seen", row -> row.text("what")))
                    .containsExactly("a");
            assertThatThrownBy(() -> database.update("UPDATE things SET name = 'b'"))
                    .hasMessageContaining("a thing keeps its name");
            database.update("UPDATE things SET at = 1");
        }
        try (var database = open(List.of(ONE.getFirst(), two, three))) {
            add(database, "b");
            assertThat(database.number("SELECT count(*) FROM seen")).isEqualTo(1);
        }
    }

    @Test
    void refusesADatabaseOfAnotherProgram() throws IOException {
        server.psql(url, "CREATE TABLE theirs (a int)");
        assertThatThrownBy(() -> open(ONE)).isInstanceOf(LedgerException.class).hasMessageContaining("another program");
    }

    @Test
    void refusesAServerThatDoesNotKeepWhatItCommits() throws IOException {
        server.restartWith("fsync=off");
        try {
            assertThatThrownBy(() -> open(ONE))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("fsync=off");
        } finally {
            server.restartWith("fsync=on");
        }
    }

    @Test
    void tellsWhatIsWrongWithoutThePassword() {
        assertThatThrownBy(() -> Database.open(address("hush-hush"), ONE))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(place())
                .hasMessageContaining("check user and password")
                .hasMessageNotContaining("hush-hush");
        var nobody =
                new PostgresAddress("jdbc:postgresql://127.0.0.1:1/kith?user=a&password=hush-hush", Optional.empty());
        assertThatThrownBy(() -> Database.open(nobody, ONE))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("127.0.0.1:1/kith")
                .hasMessageNotContaining("hush-hush");
    }
}
