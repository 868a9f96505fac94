package community.kith.node.account;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Did;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import community.kith.node.replication.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// A print of what an account would say, which costs the same however many files there are: how many and which is the
/// newest stands for all of them. Where people's devices were last seen is left out: that alone is no reason to write.
final class Change {
    private static final String FEW = """
            SELECT 'p' || p.did || ' ' || p.formed || ' ' || coalesce(g.bytes, 0) AS line
                FROM person p LEFT JOIN pledges g ON g.owner = p.did
            UNION ALL SELECT 'd' || peer || ' ' || did FROM device
            UNION ALL SELECT 'h' || did || ' ' || label FROM household
            UNION ALL SELECT 'l' || publisher || ' ' || name || ' ' || sequence FROM denylist
            UNION ALL SELECT 's' || peer FROM steward
            UNION ALL SELECT 'b' || path || ' ' || every_seconds || ' ' || keep FROM backup
            ORDER BY 1
            """;

    private final Database database;

    Change(Ledger ledger) {
        this.database = ledger.database();
    }

    /// @param me whose name and settings are part of it
    String print(Did me, String name, Map<String, String> settings) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(me).append(' ').append(name).append('\n').append(new TreeMap<>(settings));
        database.query(FEW, row -> row.text("line"))
                .forEach(line -> text.append('\n').append(line));
        long accounts = database.number("SELECT count(*) FROM file WHERE source = ? AND source <> ''", Storage.ACCOUNT);
        text.append('\n').append(database.number("SELECT count(*) FROM file") - accounts);
        text.append(' ')
                .append(database.first("""
                SELECT id FROM file WHERE source <> ? ORDER BY id DESC LIMIT 1
                """, row -> row.number("id"), Storage.ACCOUNT)
                        .orElse(0L));
        text.append(' ')
                .append(database.first("""
                        SELECT count(*) AS files, coalesce(max(removed), 0) AS last FROM file WHERE removed IS NOT NULL
                        """, row -> row.number("files") + " " + row.number("last"))
                        .orElse(""));
        text.append(' ').append(database.number("SELECT count(*) FROM snapshot"));
        return HexFormat.of().formatHex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
