package community.kith.node.ledger;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.layer.Layer;
import java.io.IOException;
import java.util.Optional;

/// The rows of table `claims`.
final class Claims {
    private Claims() {}

    static Optional<Claim> of(Database database, Cid cid, Did owner) throws IOException {
        return database.first(
                "SELECT * FROM claims WHERE cid = ? AND owner = ?",
                row -> new Claim(
                        Cid.parse(row.text("cid")),
                        row.number("size"),
                        Audience.parse(row.text("owner"), row.text("reach"), row.text("audience")),
                        row.instant("placed_at"),
                        row.bytes("receipt")),
                cid,
                owner);
    }

    /// The owner's latest word on who it is for.
    static void address(Database database, Cid cid, Audience audience) throws IOException {
        database.update(
                "UPDATE claims SET reach = ?, audience = ? WHERE cid = ? AND owner = ?",
                audience.reach().label(),
                audience.namedText(),
                cid,
                audience.owner());
    }

    static void insert(Database database, Claim claim, Layer layer) throws IOException {
        Audience audience = claim.audience();
        database.update(
                "INSERT INTO claims (cid, owner, size, reach, audience, placed_at, receipt, layer)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                claim.cid(),
                audience.owner(),
                claim.sizeBytes(),
                audience.reach().label(),
                audience.namedText(),
                claim.placed(),
                claim.receipt(),
                layer.label());
    }
}
