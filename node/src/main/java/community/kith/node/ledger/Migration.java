package community.kith.node.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One step from a database's shape to the next. The n-th migration of a list takes its version from n − 1 to n;
/// what has shipped is never edited, only followed by another.
///
/// @param name what messages call it
/// @param sql statements without arguments, in SQLite's words; [PostgresScript] tells what may be in them
public record Migration(String name, String sql) {
    /// The script `name` beside the class `home`.
    public static Migration resource(Class<?> home, String name) {
        try (var in = home.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + name + " beside " + home.getName());
            }
            return new Migration(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("reading " + name + " from the jar", e);
        }
    }

    static void apply(Database database, Engine engine, List<Migration> migrations) throws IOException {
        var version = engine.version(database);
        if (version > migrations.size()) {
            throw new LedgerException(database.name() + ": written by a newer Kith (format " + version
                    + ", this one knows " + migrations.size() + "); update Kith, or restore the backup made before the"
                    + " update");
        }
        for (var next = (int) version; next < migrations.size(); next++) {
            step(database, engine, next, migrations.get(next));
        }
    }

    private static void step(Database database, Engine engine, int from, Migration migration) throws IOException {
        database.inTransaction(() -> {
            database.script(engine.script(migration.sql()));
            database.script(engine.stamp(from + 1L));
        });
    }
}
