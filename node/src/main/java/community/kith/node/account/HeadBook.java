package community.kith.node.account;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Account heads in the ledger: one for each device of each passport, the newest, and not many for one passport.
final class HeadBook {
    /// Devices of one passport whose heads are kept; of more, those written longest ago go.
    static final int MAX_DEVICES = 16;

    private final Database database;

    HeadBook(Ledger ledger) {
        this.database = ledger.database();
    }

    /// What became of a head that somebody wants kept.
    ///
    /// @param counter of the head that is kept now
    record Kept(boolean taken, long counter) {}

    /// Keeps a head that was checked, unless there is one as new from the same device.
    Kept keep(AccountHead head, Instant now) throws IOException {
        return database.transaction(() -> {
            long known = counter(head.passport(), head.device());
            if (head.counter() <= known) {
                return new Kept(false, known);
            }
            database.update("""
                    INSERT INTO account_head (passport, device, counter, signed, kept) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (passport, device)
                    DO UPDATE SET counter = excluded.counter, signed = excluded.signed, kept = excluded.kept
                    """, head.passport(), head.device(), head.counter(), head.bytes(), now);
            database.update("""
                    DELETE FROM account_head WHERE passport = ? AND device NOT IN (
                        SELECT device FROM account_head WHERE passport = ? ORDER BY kept DESC, device LIMIT ?)
                    """, head.passport(), head.passport(), MAX_DEVICES);
            return new Kept(true, head.counter());
        });
    }

    /// 0 when none is kept.
    long counter(Did passport, PeerId device) throws IOException {
        return database.number(
                "SELECT max(counter) FROM account_head WHERE passport = ? AND device = ?", passport, device);
    }

    List<AccountHead> of(Did passport) throws IOException {
        return database.query(
                "SELECT signed FROM account_head WHERE passport = ? ORDER BY kept DESC, device LIMIT ?",
                row -> AccountHead.parse(row.bytes("signed")),
                passport,
                MAX_DEVICES);
    }

    Optional<AccountHead> of(Did passport, PeerId device) throws IOException {
        return database.first(
                "SELECT signed FROM account_head WHERE passport = ? AND device = ?",
                row -> AccountHead.parse(row.bytes("signed")),
                passport,
                device);
    }

    /// Lets go of what is kept for passports that nobody here has a bond with any more.
    void forgetStrangers(Did me) throws IOException {
        database.update(
                "DELETE FROM account_head WHERE passport <> ? AND passport NOT IN (SELECT did FROM person)", me);
    }

    /// The counter that a device of my people last said yes to.
    long sent(PeerId peer) throws IOException {
        return database.number("SELECT max(counter) FROM account_sent WHERE peer = ?", peer);
    }

    void sent(PeerId peer, long counter) throws IOException {
        database.update(
                "INSERT INTO account_sent (peer, counter) VALUES (?, ?)"
                        + " ON CONFLICT (peer) DO UPDATE SET counter = excluded.counter",
                peer,
                counter);
    }
}
