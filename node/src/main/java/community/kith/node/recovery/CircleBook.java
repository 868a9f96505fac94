package community.kith.node.recovery;

import community.kith.base.name.Did;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whom an owner chose: the ledger's tables `recovery_policy` and `guardian`.
final class CircleBook {
    private final Database database;

    CircleBook(Database database) {
        this.database = database;
    }

    /// A choice of guardians.
    ///
    /// @param settled since when it is in force
    record Chosen(RecoveryPolicy policy, Optional<Instant> settled) {}

    /// How it stands with one guardian.
    ///
    /// @param outbox the share that is still to be brought there, closed for them
    /// @param proof what the passport's key opens to check their answers; empty when it is not known any more
    /// @param acked since when they say that they have it
    /// @param drilled when they were last asked to prove that, and `passed` when they last did
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Place(
            long counter,
            Did did,
            Optional<byte[]> outbox,
            byte[] proof,
            Optional<Instant> acked,
            Optional<Instant> drilled,
            Optional<Instant> passed,
            String note) {
        static Place fresh(long counter, Did did, byte[] outbox, byte[] proof) {
            return new Place(
                    counter, did, Optional.of(outbox), proof, Optional.empty(), Optional.empty(), Optional.empty(), "");
        }

        Place acked(Instant at) {
            return new Place(counter, did, Optional.empty(), proof, Optional.of(at), drilled, passed, "");
        }

        Place drilled(Instant at, boolean right, String why) {
            return new Place(
                    counter, did, outbox, proof, acked, Optional.of(at), right ? Optional.of(at) : passed, why);
        }

        Place noted(String why) {
            return new Place(counter, did, outbox, proof, acked, drilled, passed, why);
        }
    }

    /// All that are not yet forgotten, the newest first.
    List<Chosen> chosen() throws IOException {
        return database.query(
                "SELECT signed, settled FROM recovery_policy ORDER BY counter DESC",
                row -> new Chosen(RecoveryPolicy.parse(row.bytes("signed")), row.optionalInstant("settled")));
    }

    /// In the order of DIDs.
    List<Place> places(long counter) throws IOException {
        return database.query("SELECT * FROM guardian WHERE counter = ? ORDER BY did", CircleBook::place, counter);
    }

    /// Writes a new choice down with all that is to be sent for it, or nothing.
    void choose(RecoveryPolicy policy, List<Place> places) throws IOException {
        database.inTransaction(() -> {
            database.update(
                    "INSERT INTO recovery_policy (counter, signed) VALUES (?, ?)", policy.counter(), policy.bytes());
            for (Place place : places) {
                keep(place);
            }
        });
    }

    /// Takes up a choice that was made on a device that is no more: who has shares is known, and nothing to check them
    /// with.
    void remember(RecoveryPolicy policy, Instant now) throws IOException {
        database.inTransaction(() -> {
            database.update(
                    "INSERT INTO recovery_policy (counter, signed, settled) VALUES (?, ?, ?) ON CONFLICT (counter) DO NOTHING",
                    policy.counter(),
                    policy.bytes(),
                    now);
            for (RecoveryPolicy.Seat seat : policy.guardians()) {
                database.update("""
                        INSERT INTO guardian (counter, did, proof, acked, note) VALUES (?, ?, ?, ?, '')
                        ON CONFLICT (counter, did) DO NOTHING
                        """, policy.counter(), seat.guardian(), new byte[0], now);
            }
        });
    }

    void keep(Place place) throws IOException {
        database.update(
                """
                INSERT INTO guardian (counter, did, outbox, proof, acked, drilled, passed, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (counter, did) DO UPDATE SET outbox = excluded.outbox, proof = excluded.proof,
                    acked = excluded.acked, drilled = excluded.drilled, passed = excluded.passed, note = excluded.note
                """,
                place.counter(),
                place.did(),
                place.outbox(),
                place.proof(),
                place.acked(),
                place.drilled(),
                place.passed(),
                place.note());
    }

    void settled(long counter, Instant now) throws IOException {
        database.update("UPDATE recovery_policy SET settled = ? WHERE counter = ? AND settled IS NULL", now, counter);
        // What was never brought of older choices need not be brought any more.
        database.update("UPDATE guardian SET outbox = NULL WHERE counter < ?", counter);
    }

    /// A guardian has deleted what is older than that.
    void forgot(Did guardian, long before) throws IOException {
        database.inTransaction(() -> {
            database.update("DELETE FROM guardian WHERE did = ? AND counter < ?", guardian, before);
            database.update(
                    "DELETE FROM recovery_policy WHERE counter < ? AND counter NOT IN (SELECT counter FROM guardian)",
                    before);
        });
    }

    private static Place place(Row row) throws SQLException, IOException {
        return new Place(
                row.number("counter"),
                Did.parse(row.text("did")),
                row.optionalBytes("outbox"),
                row.bytes("proof"),
                row.optionalInstant("acked"),
                row.optionalInstant("drilled"),
                row.optionalInstant("passed"),
                row.text("note"));
    }
}
