package community.kith.node.recovery;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.recovery.Petition;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.RecoveryRefusal;
import community.kith.community.recovery.RecoveryRequest;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a guardian keeps: shares in the ledger's table `ward`, requests in `petition`.
final class WardBook {
    private final Database database;

    WardBook(Database database) {
        this.database = database;
    }

    /// One policy of somebody, and my share of it, if I have one.
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Ward(RecoveryPolicy policy, Optional<byte[]> share, List<Contact> contacts, Instant taken) {}

    <T> T transaction(Database.Work<T> work) throws IOException {
        return database.transaction(work);
    }

    /// Everybody's, the newest of each first.
    List<Ward> wards() throws IOException {
        return database.query("SELECT * FROM ward ORDER BY owner, counter DESC", WardBook::ward);
    }

    List<Ward> of(Did owner) throws IOException {
        return database.query("SELECT * FROM ward WHERE owner = ? ORDER BY counter DESC", WardBook::ward, owner);
    }

    /// Durable when it returns.
    void keep(Ward ward) throws IOException {
        database.update(
                """
                INSERT INTO ward (owner, counter, policy, share, contacts, taken) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (owner, counter) DO UPDATE SET policy = excluded.policy, share = excluded.share,
                    contacts = excluded.contacts
                """,
                ward.policy().did(),
                ward.policy().counter(),
                ward.policy().bytes(),
                ward.share(),
                encode(ward.contacts()),
                ward.taken());
    }

    void contacts(RecoveryPolicy policy, List<Contact> contacts) throws IOException {
        database.update(
                "UPDATE ward SET contacts = ? WHERE owner = ? AND counter = ?",
                encode(contacts),
                policy.did(),
                policy.counter());
    }

    /// Deletes what came before that policy.
    void forgetBefore(RecoveryPolicy policy) throws IOException {
        database.update("DELETE FROM ward WHERE owner = ? AND counter < ?", policy.did(), policy.counter());
    }

    List<Petition> petitions() throws IOException {
        return database.query("SELECT * FROM petition ORDER BY arrived, id", WardBook::petition);
    }

    Optional<Petition> petition(Cid id) throws IOException {
        return database.first("SELECT * FROM petition WHERE id = ?", WardBook::petition, id);
    }

    void keep(Petition petition) throws IOException {
        database.update(
                """
                INSERT INTO petition (id, passport, request, arrived, approved, ended) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET approved = excluded.approved, ended = excluded.ended
                """,
                petition.request().id(),
                petition.request().passport(),
                petition.request().bytes(),
                petition.arrived(),
                petition.approved(),
                petition.end().map(end -> end.name().toLowerCase(Locale.ROOT)));
    }

    void keep(RecoveryRefusal refusal) throws IOException {
        database.update("UPDATE petition SET refusal = ? WHERE id = ?", refusal.bytes(), refusal.request());
    }

    /// What the owner said of a request, to be passed on.
    Optional<RecoveryRefusal> refusal(Cid request) throws IOException {
        return database.first(
                "SELECT refusal FROM petition WHERE id = ? AND refusal IS NOT NULL",
                row -> RecoveryRefusal.parse(row.bytes("refusal")),
                request);
    }

    /// Forgets requests that came before.
    void forgetPetitions(Instant before) throws IOException {
        database.update("DELETE FROM petition WHERE arrived < ?", before);
    }

    private static byte[] encode(List<Contact> contacts) {
        return DagCbor.encode(
                Ipld.fields().put("others", Contact.list(contacts)).build());
    }

    private static Ward ward(Row row) throws SQLException, IOException {
        return new Ward(
                RecoveryPolicy.parse(row.bytes("policy")),
                row.optionalBytes("share"),
                Contact.read(new FieldReader(DagCbor.decode(row.bytes("contacts")), "contacts"), "others"),
                row.instant("taken"));
    }

    private static Petition petition(Row row) throws SQLException, IOException {
        return new Petition(
                RecoveryRequest.parse(row.bytes("request")),
                row.instant("arrived"),
                row.optionalInstant("approved"),
                row.optionalText("ended").map(end -> Petition.End.valueOf(end.toUpperCase(Locale.ROOT))));
    }
}
