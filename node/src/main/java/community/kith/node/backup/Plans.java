package community.kith.node.backup;

import community.kith.base.name.Cid;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What snapshots are taken of, and which there are, in the ledger's tables `backup` and `snapshot`.
final class Plans {
    private final Database database;

    Plans(Database database) {
        this.database = database;
    }

    /// A snapshot and when it was taken.
    record Taken(Cid manifest, Instant when) {}

    List<Plan> all() throws IOException {
        return database.query("SELECT * FROM backup ORDER BY path", Plans::plan);
    }

    Optional<Plan> of(Path path) throws IOException {
        return database.first("SELECT * FROM backup WHERE path = ?", Plans::plan, path.toString());
    }

    /// Those whose time has come; one that lies further ahead than it ever would was written by a clock that was set
    /// back since.
    List<Plan> due(Instant now) throws IOException {
        return database.query("""
                SELECT * FROM backup WHERE (next <= ? OR next - 1000 * every_seconds > ?) AND paused = ''
                ORDER BY next, id
                """, Plans::plan, now, now);
    }

    Plan set(Path path, Duration every, Retention keep, Instant next) throws IOException {
        database.update("""
                INSERT INTO backup (path, every_seconds, keep, next, paused, trouble) VALUES (?, ?, ?, ?, '', '')
                ON CONFLICT (path) DO UPDATE SET every_seconds = excluded.every_seconds, keep = excluded.keep
                """, path.toString(), every.toSeconds(), keep.toString(), next);
        return of(path).orElseThrow();
    }

    void next(Plan plan, Instant next, String trouble) throws IOException {
        database.update("UPDATE backup SET next = ?, trouble = ? WHERE id = ?", next, trouble, plan.id());
    }

    void pause(Plan plan, String why) throws IOException {
        database.update("UPDATE backup SET paused = ? WHERE id = ?", why, plan.id());
    }

    boolean remove(Path path) throws IOException {
        return database.update("DELETE FROM backup WHERE path = ?", path.toString()) > 0;
    }

    void took(Plan plan, Cid manifest, Instant when) throws IOException {
        database.update(
                "INSERT INTO snapshot (manifest, backup, taken) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                manifest,
                plan.id(),
                when);
    }

    /// Newest first.
    List<Taken> taken(Plan plan) throws IOException {
        return database.query(
                "SELECT manifest, taken FROM snapshot WHERE backup = ? ORDER BY taken DESC, manifest",
                row -> new Taken(Cid.parse(row.text("manifest")), row.instant("taken")),
                plan.id());
    }

    void forget(Taken snapshot) throws IOException {
        database.update("DELETE FROM snapshot WHERE manifest = ?", snapshot.manifest());
    }

    private static Plan plan(Row row) throws SQLException, IOException {
        return new Plan(
                row.number("id"),
                Path.of(row.text("path")),
                Duration.ofSeconds(row.number("every_seconds")),
                Retention.parse(row.text("keep")),
                row.instant("next"),
                row.text("paused"),
                row.text("trouble"));
    }
}
