package community.kith.node.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.EntryType;
import community.kith.sync.log.EntryTypes;
import community.kith.sync.log.MemoryEntries;
import community.kith.sync.log.Replay;
import community.kith.sync.log.Rulings;
import community.kith.sync.log.Step;
import community.kith.sync.log.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredEntriesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    /// Lines of people, one of whose logs is forked.
    private static List<Entry> lines() {
        List<Entry> all = new ArrayList<>();
        for (int person = 1; person <= 4; person++) {
            SigningKey key = SigningKey.generate(new Random(person));
            List<Entry> log = new ArrayList<>(List.of(Entry.first(key, person, NOW, "line", line("first"))));
            for (int i = 1; i < 20; i++) {
                log.add(log.getLast().next(key, person + 5L * i, NOW, "line", line("line " + i)));
            }
            if (person == 2) {
                all.add(log.get(7).next(key, 60, NOW, "line", line("another ninth line")));
            }
            all.addAll(log);
        }
        return all;
    }

    private static Ipld.Fields line(String text) {
        return Ipld.fields().put("text", text).build();
    }

    private static List<Entry> shuffled(List<Entry> entries, int seed) {
        List<Entry> order = new ArrayList<>(entries);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    @Test
    void keepsTheSameBooksAsMemoryDoes() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            StoredEntries stored = new StoredEntries(ledger.database());
            MemoryEntries memory = new MemoryEntries();
            for (Entry entry : shuffled(lines(), 1)) {
                assertThat(stored.transaction(() -> new Admission(stored).received(entry)))
                        .isEqualTo(new Admission(memory).received(entry));
            }

            assertThat(stored.states()).isEqualTo(memory.states());
            assertThat(all(stored)).isEqualTo(all(memory));
            Entry some = lines().get(30);
            assertThat(stored.get(some.id())).contains(some);
            assertThat(stored.from(some.log(), 3, 5)).isEqualTo(memory.from(some.log(), 3, 5));
        }
    }

    private static List<Entry> all(Entries entries) {
        List<Entry> all = new ArrayList<>();
        entries.inOrder(all::add);
        return all;
    }

    @Test
    void aViewThatWasDroppedIsMadeAgainToTheSameBytes() throws IOException {
        Path file = folder.resolve("ledger.db");
        byte[] before;
        try (Ledger ledger = Ledger.open(file)) {
            StoredEntries stored = new StoredEntries(ledger.database());
            Lines view = new Lines(ledger.database());
            Replay<Line> replay = new Replay<>(Line.TYPES, view);
            replay.rebuild(stored, Rulings.NONE, NOW);
            for (Entry entry : shuffled(lines(), 2)) {
                stored.transaction(() -> {
                    new Admission(stored).received(entry);
                    return replay.update(stored, List.of(entry), Rulings.NONE, NOW);
                });
            }
            before = view.bytes();
            ledger.database().update("DROP TABLE shown_line");
        }
        try (Ledger ledger = Ledger.open(file)) {
            Lines view = new Lines(ledger.database());
            StoredEntries stored = new StoredEntries(ledger.database());
            stored.transaction(() -> {
                new Replay<>(Line.TYPES, view).rebuild(stored, Rulings.NONE, NOW);
                return true;
            });

            assertThat(view.bytes()).isEqualTo(before).isNotEmpty();
        }
        assertThat(Files.size(file)).isPositive();
    }

    @Test
    void anEntryAndItsBooksAreWrittenTogetherOrNotAtAll() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            StoredEntries stored = new StoredEntries(ledger.database());
            Entry entry = lines().getFirst();

            assertThatThrownBy(() -> stored.transaction(() -> {
                        new Admission(stored).received(entry);
                        throw new IOException("the power went");
                    }))
                    .isInstanceOf(IOException.class);

            assertThat(stored.states()).isEmpty();
            assertThat(all(stored)).isEmpty();
        }
    }

    private record Line(String text) {
        static final EntryTypes<Line> TYPES = new EntryTypes<>(List.of(new EntryType<Line>() {
            @Override
            public String name() {
                return "line";
            }

            @Override
            public Line read(Ipld.Fields body) throws ProtocolException {
                return new Line(new FieldReader(body, "line").text("text", 100));
            }
        }));
    }

    /// A view in a table: the lines in their order, and how far each is to be relied on.
    private static final class Lines implements View<Line> {
        private final Database database;
        private int number;

        Lines(Database database) throws IOException {
            this.database = database;
            database.update(
                    "CREATE TABLE IF NOT EXISTS shown_line (number INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL,"
                            + " standing TEXT NOT NULL)");
        }

        @Override
        public void clear() {
            number = 0;
            change("DELETE FROM shown_line");
        }

        @Override
        public void apply(Step<Line> step) {
            number++;
            change(
                    "INSERT INTO shown_line (number, text, standing) VALUES (?, ?, ?)",
                    number,
                    step.fact().text(),
                    step.standing().name());
        }

        private void change(String sql, Object... arguments) {
            try {
                database.update(sql, arguments);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] bytes() throws IOException {
            List<String> rows = database.query(
                    "SELECT * FROM shown_line ORDER BY number",
                    row -> row.number("number") + " " + row.text("text") + " " + row.text("standing"));
            return String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
        }
    }
}
