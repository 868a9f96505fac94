package community.kith.node.denylist;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.denylist.Entry;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.identity.Moments;
import community.kith.node.api.DenialUse;
import community.kith.node.exchange.Denials;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.net.ProtocolException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The public record: which entry of whose list was acted on, for what, when first and last, and how often. Who asked
/// is
/// not in it.
///
/// Uses are summed in memory, guarded by this object's monitor, and written at each beat, so that whoever asks for
/// denied
/// things all day costs the disk nothing. The record keeps the [#MOST] rows used last.
final class UseRecord {
    static final int MOST = 2_000;

    private static final int VERSION = 1;
    /// Kinds of use that are summed between two beats; more are only counted with those after them.
    private static final int MOST_PENDING = 4_096;

    private final Database database;
    private final InstantSource clock;
    private final Map<Key, Sum> pending = new HashMap<>();

    private record Key(String publisher, String name, Cid cid, String action) {}

    private record Sum(String reason, Instant first, Instant last, long times) {}

    UseRecord(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    synchronized void add(Cid cid, Denials.Denial denial, Denials.Action action) {
        Key key = new Key(
                denial.publisher().map(Did::toString).orElse(""), denial.list(), Cid.raw(cid.digest()), action.label());
        if (pending.size() < MOST_PENDING || pending.containsKey(key)) {
            Instant now = clock.instant();
            pending.merge(
                    key,
                    new Sum(clipped(denial.reason()), now, now, 1),
                    (old, one) -> new Sum(one.reason, old.first, now, old.times + 1));
        }
    }

    private static String clipped(String reason) {
        return reason.length() <= Entry.MAX_REASON_CHARS ? reason : reason.substring(0, Entry.MAX_REASON_CHARS);
    }

    synchronized void flush() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        database.inTransaction(() -> {
            for (Map.Entry<Key, Sum> each : pending.entrySet()) {
                Key key = each.getKey();
                Sum sum = each.getValue();
                database.update(
                        """
                        INSERT INTO denial (publisher, name, cid, action, reason, first_used, last_used, times)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (publisher, name, cid, action) DO UPDATE SET reason = excluded.reason,
                            last_used = excluded.last_used, times = denial.times + excluded.times""", key.publisher, key.name, key.cid, key.action, sum.reason, sum.first, sum.last, sum.times);
            }
            database.update(
                    "DELETE FROM denial WHERE last_used < (SELECT last_used FROM denial ORDER BY last_used DESC LIMIT 1 OFFSET ?)",
                    MOST - 1);
        });
        pending.clear();
    }

    /// What was used last comes first.
    List<DenialUse> all() throws IOException {
        flush();
        return database.query(
                "SELECT * FROM denial ORDER BY last_used DESC, publisher, name, cid, action LIMIT ?",
                UseRecord::use,
                MOST);
    }

    private static DenialUse use(Row row) throws SQLException, IOException {
        String publisher = row.text("publisher");
        return new DenialUse(
                publisher.isEmpty() ? Optional.empty() : Optional.of(Did.parse(publisher)),
                row.text("name"),
                Cid.parse(row.text("cid")),
                row.text("action"),
                row.text("reason"),
                row.instant("first_used"),
                row.instant("last_used"),
                row.number("times"));
    }

    byte[] encoded() throws IOException {
        List<Ipld> rows = new ArrayList<>();
        for (DenialUse use : all()) {
            rows.add(Ipld.fields()
                    .putIfPresent("by", use.publisher().map(Did::toString).map(Ipld::of))
                    .put("name", use.list())
                    .put("cid", use.cid())
                    .put("action", use.action())
                    .put("why", use.reason())
                    .put("first", use.first().getEpochSecond())
                    .put("last", use.last().getEpochSecond())
                    .put("times", use.times())
                    .build());
        }
        return DagCbor.encode(
                Ipld.fields().put("v", VERSION).put("uses", Ipld.list(rows)).build());
    }

    static List<DenialUse> decode(byte[] bytes) throws ProtocolException {
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "record of denials");
        fields.integer("v", VERSION, VERSION);
        List<DenialUse> uses = new ArrayList<>();
        for (Ipld item : fields.items("uses", MOST)) {
            FieldReader row = new FieldReader(item, "use of a denylist");
            Optional<String> publisher = row.optionalText("by", 128);
            uses.add(new DenialUse(
                    publisher.isPresent() ? Optional.of(Did.parse(publisher.get())) : Optional.empty(),
                    row.text("name", SignedDenylist.MAX_NAME_CHARS),
                    row.link("cid"),
                    row.text("action", 16),
                    row.text("why", Entry.MAX_REASON_CHARS),
                    Instant.ofEpochSecond(row.integer("first", 0, Moments.MAX_SECONDS)),
                    Instant.ofEpochSecond(row.integer("last", 0, Moments.MAX_SECONDS)),
                    row.integer("times", 1, Long.MAX_VALUE)));
            row.end();
        }
        fields.end();
        return List.copyOf(uses);
    }
}
