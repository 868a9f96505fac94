package community.kith.node.log;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.fact.BranchSettled;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRevoked;
import community.kith.community.fact.Fact;
import community.kith.community.identity.BranchChoice;
import community.kith.community.identity.Revocation;
import community.kith.node.ledger.Row;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.Rulings;
import community.kith.sync.log.Settlement;
import community.kith.sync.log.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whose each log is, and what passports have ruled about their logs: what other views stand on. All of it is signed by
/// passports and names what it is about, so neither order nor time nor who passed it on plays a part.
public final class Verdicts implements FactView {
    private final Tables tables;

    Verdicts(Tables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "verdicts";
    }

    @Override
    public boolean isOrderless() {
        return true;
    }

    @Override
    public void clear() {
        tables.update("DELETE FROM shown_log");
        tables.update("DELETE FROM shown_end");
        tables.update("DELETE FROM shown_branch");
    }

    /// Whether it is a passport's own word, whoever passes it on.
    static boolean isWord(Fact fact) {
        return fact instanceof DeviceRevoked || fact instanceof BranchSettled || fact instanceof DeviceDelegated;
    }

    @Override
    public void apply(Step<Fact> step) {
        if (step.fact() instanceof DeviceDelegated said) {
            begun(step.entry(), said);
        } else if (step.fact() instanceof DeviceRevoked said) {
            ended(said.revocation());
        } else if (step.fact() instanceof BranchSettled said) {
            settled(said.choice());
        }
    }

    /// A log whose first entry is its own device's delegation is that passport's: both have said so.
    private void begun(Entry entry, DeviceDelegated said) {
        boolean own = entry.sequence() == 1
                && entry.log().device().equals(said.delegation().device());
        if (own) {
            tables.update(
                    "INSERT INTO shown_log (log, passport, entry) VALUES (?, ?, ?) ON CONFLICT (log) DO UPDATE"
                            + " SET passport=excluded.passport, entry=excluded.entry"
                            + " WHERE excluded.entry < shown_log.entry",
                    entry.log().bytes(),
                    said.delegation().passport(),
                    entry.id().bytes());
        }
    }

    /// Of several words the strictest counts.
    private void ended(Revocation said) {
        tables.update(
                "INSERT INTO shown_end (passport, peer, last, signed) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (passport, peer) DO UPDATE SET last=excluded.last, signed=excluded.signed"
                        + " WHERE excluded.last < shown_end.last"
                        + " OR (excluded.last = shown_end.last AND excluded.signed < shown_end.signed)",
                said.passport(),
                said.device(),
                said.last(),
                said.bytes());
    }

    /// Of several words the last counts.
    private void settled(BranchChoice said) {
        tables.update(
                "INSERT INTO shown_branch (passport, peer, branch, at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (passport, peer) DO UPDATE SET branch=excluded.branch, at=excluded.at"
                        + " WHERE excluded.at > shown_branch.at"
                        + " OR (excluded.at = shown_branch.at AND excluded.branch < shown_branch.branch)",
                said.passport(),
                said.device(),
                said.branch().bytes(),
                said.issued());
    }

    /// Whose log it is; nobody's before its first entry is here.
    public Optional<Did> ownerOf(LogId log) {
        return tables.first(
                "SELECT passport FROM shown_log WHERE log=?", row -> Did.parse(row.text("passport")), log.bytes());
    }

    /// All that was ruled about logs, each by the passport whose log it is.
    Rulings rulings() {
        SortedMap<LogId, Long> ends = new TreeMap<>();
        for (Ruled ruled : tables.query("SELECT * FROM shown_end ORDER BY passport, peer", Verdicts::end)) {
            if (ruled.isByOwner(this)) {
                ends.put(ruled.log, ruled.last);
            }
        }
        List<Settlement> settlements =
                tables.query("SELECT * FROM shown_branch ORDER BY passport, peer", Verdicts::branch).stream()
                        .filter(ruled -> ruled.isByOwner(this))
                        .flatMap(ruled -> ruled.branch.stream().map(branch -> new Settlement(ruled.log, branch)))
                        .toList();
        return new Rulings(settlements, ends);
    }

    private record Ruled(Did passport, LogId log, long last, Optional<Cid> branch) {
        boolean isByOwner(Verdicts verdicts) {
            return verdicts.ownerOf(log).equals(Optional.of(passport));
        }
    }

    private static Ruled end(Row row) throws SQLException, IOException {
        return new Ruled(passport(row), log(row), row.number("last"), Optional.empty());
    }

    private static Ruled branch(Row row) throws SQLException, IOException {
        return new Ruled(passport(row), log(row), 0, Optional.of(Cid.fromBytes(row.bytes("branch"))));
    }

    private static Did passport(Row row) throws SQLException, IOException {
        return Did.parse(row.text("passport"));
    }

    private static LogId log(Row row) throws SQLException, IOException {
        return LogId.of(PeerId.parse(row.text("peer")));
    }

    /// All words of passports that end devices, those about devices of others among them.
    public List<Revocation> revocations() {
        return tables.query(
                "SELECT signed FROM shown_end ORDER BY passport, peer", row -> Revocation.parse(row.bytes("signed")));
    }

    /// The revocation of a device by a passport, if there is one.
    public Optional<Revocation> revocation(Did passport, PeerId device) {
        return tables.first(
                "SELECT signed FROM shown_end WHERE passport=? AND peer=?",
                row -> Revocation.parse(row.bytes("signed")),
                passport,
                device);
    }

    @Override
    public Ipld content() {
        return Ipld.fields()
                .put(
                        "logs",
                        tables.rows(
                                "SELECT * FROM shown_log ORDER BY log",
                                row -> Ipld.fields()
                                        .put("log", row.bytes("log"))
                                        .put("passport", row.text("passport"))
                                        .put("entry", row.bytes("entry"))
                                        .build()))
                .put(
                        "ends",
                        tables.rows(
                                "SELECT signed FROM shown_end ORDER BY passport, peer",
                                row -> Ipld.of(row.bytes("signed"))))
                .put(
                        "branches",
                        tables.rows(
                                "SELECT * FROM shown_branch ORDER BY passport, peer",
                                row -> Ipld.fields()
                                        .put("passport", row.text("passport"))
                                        .put("peer", row.text("peer"))
                                        .put("branch", row.bytes("branch"))
                                        .put("at", instant(row).toEpochMilli())
                                        .build()))
                .build();
    }

    private static Instant instant(Row row) throws SQLException {
        return row.instant("at");
    }
}
