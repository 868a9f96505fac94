package community.kith.node.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One step from a database's shape to the next. The n-th migration of a list takes `PRAGMA user_version` from n − 1 to
/// n;
/// what has shipped is never edited, only followed by another.
///
/// @param name what messages call it
/// @param sql statements without arguments
public record Migration(String name, String sql) {
    /// Marks a file as ours in its header: "KITH".
    private static final long APPLICATION_ID = 0x4b495448;

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

    static void apply(Database database, List<Migration> migrations) throws IOException {
        var version = database.number("PRAGMA user_version");
        var application = database.number("PRAGMA application_id");
        if (application != APPLICATION_ID && (application != 0 || version != 0)) {
            throw new LedgerException(database.name()
                    + ": this database belongs to another program; move it away or choose another home");
        }
        if (version > migrations.size()) {
            throw new LedgerException(database.name() + ": written by a newer Kith (format " + version
                    + ", this one knows " + migrations.size() + "); update Kith, or restore the backup made before the"
                    + " update");
        }
        for (var next = (int) version; next < migrations.size(); next++) {
            step(database, next, migrations.get(next));
        }
    }

    private static void step(Database database, int from, Migration migration) throws IOException {
        database.inTransaction(() -> {
            database.script(migration.sql());
            database.script("PRAGMA application_id=" + APPLICATION_ID + "; PRAGMA user_version=" + (from + 1));
        });
    }
}
