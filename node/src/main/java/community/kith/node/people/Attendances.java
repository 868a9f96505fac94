package community.kith.node.people;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Attendance;
import community.kith.community.placement.Odds;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What was seen of devices, and how absent repair takes them to be: the ledger's tables `attendance` and `absence`.
public final class Attendances {
    private final Database database;

    Attendances(Database database) {
        this.database = database;
    }

    private record Kept(PeerId peer, Attendance.Sums sums) {}

    NavigableMap<PeerId, Attendance.Sums> all() throws IOException {
        NavigableMap<PeerId, Attendance.Sums> all = new TreeMap<>();
        database.query("SELECT * FROM attendance ORDER BY peer", Attendances::kept)
                .forEach(kept -> all.put(kept.peer, kept.sums));
        return all;
    }

    /// Keeps these in place of what was kept before.
    void keep(Map<PeerId, Attendance.Sums> all) throws IOException {
        database.inTransaction(() -> {
            for (Map.Entry<PeerId, Attendance.Sums> each : all.entrySet()) {
                Attendance.Sums sums = each.getValue();
                database.update(
                        """
                        INSERT INTO attendance (peer, since, noted, watched_seconds, away_seconds, by_hour)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (peer) DO UPDATE SET since = excluded.since, noted = excluded.noted,
                            watched_seconds = excluded.watched_seconds, away_seconds = excluded.away_seconds,
                            by_hour = excluded.by_hour
                        """,
                        each.getKey(),
                        sums.since(),
                        sums.noted(),
                        sums.watched().toSeconds(),
                        sums.awayFor().toSeconds(),
                        byHour(sums));
            }
        });
    }

    void forget(PeerId peer) throws IOException {
        database.update("DELETE FROM attendance WHERE peer = ?", peer);
        database.update("DELETE FROM absence WHERE peer = ?", peer);
    }

    private record Away(PeerId peer, Duration time) {}

    /// How absent repair took each holder to be when it was last told.
    public NavigableMap<PeerId, Duration> absences() throws IOException {
        NavigableMap<PeerId, Duration> absences = new TreeMap<>();
        database.query(
                        "SELECT peer, seconds FROM absence ORDER BY peer",
                        row -> new Away(PeerId.parse(row.text("peer")), Duration.ofSeconds(row.number("seconds"))))
                .forEach(away -> absences.put(away.peer, away.time));
        return absences;
    }

    /// Keeps how absent holders are; who is not named is not absent.
    public void keepAbsences(Map<PeerId, Duration> absences) throws IOException {
        database.inTransaction(() -> {
            database.update("DELETE FROM absence");
            for (Map.Entry<PeerId, Duration> each : absences.entrySet()) {
                if (each.getValue().toSeconds() > 0) {
                    database.update(
                            "INSERT INTO absence (peer, seconds) VALUES (?, ?)",
                            each.getKey(),
                            each.getValue().toSeconds());
                }
            }
        });
    }

    private static Kept kept(Row row) throws SQLException, IOException {
        byte[] bytes = row.bytes("by_hour");
        if (bytes.length != 2 * Odds.HOURS * Double.BYTES) {
            throw new SQLException("by_hour has " + bytes.length + " bytes");
        }
        ByteBuffer sums = ByteBuffer.wrap(bytes);
        return new Kept(
                PeerId.parse(row.text("peer")),
                new Attendance.Sums(
                        row.instant("since"),
                        row.instant("noted"),
                        Duration.ofSeconds(row.number("watched_seconds")),
                        Duration.ofSeconds(row.number("away_seconds")),
                        hours(sums),
                        hours(sums)));
    }

    private static List<Double> hours(ByteBuffer sums) {
        List<Double> hours = new ArrayList<>(Odds.HOURS);
        for (int hour = 0; hour < Odds.HOURS; hour++) {
            hours.add(sums.getDouble());
        }
        return hours;
    }

    private static byte[] byHour(Attendance.Sums sums) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Odds.HOURS * Double.BYTES);
        sums.here().forEach(bytes::putDouble);
        sums.looked().forEach(bytes::putDouble);
        return bytes.array();
    }
}
