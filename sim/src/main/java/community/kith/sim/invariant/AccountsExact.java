package community.kith.sim.invariant;

import community.kith.base.name.Cid;
import community.kith.node.ledger.Database;
import community.kith.sim.world.Resident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// On each living node the sums are those of the claims, every byte on the disk is claimed or referred to and the other
/// way round, and between living nodes the books agree: what an owner has a receipt for is claimed at the holder, and
/// what a holder keeps for an owner is known to that owner.
public final class AccountsExact {
    private static final String NAME = "accounts exact";

    private final List<Violation> found = new ArrayList<>();

    public static List<Violation> violations(List<Resident> living) throws IOException {
        AccountsExact accounts = new AccountsExact();
        for (Resident resident : living) {
            accounts.sums(resident);
            accounts.bytes(resident);
        }
        accounts.receipts(living);
        return List.copyOf(accounts.found);
    }

    private void sums(Resident resident) throws IOException {
        resident.disk().holdings().recount().ifPresent(what -> violated(resident, what));
    }

    private void bytes(Resident resident) throws IOException {
        Map<Cid, Long> booked = new HashMap<>();
        for (Map.Entry<Cid, Long> each : database(resident)
                .query(
                        "SELECT cid, size FROM claims UNION SELECT cid, size FROM local_refs",
                        row -> Map.entry(Cid.parse(row.text("cid")), row.number("size")))) {
            if (booked.put(each.getKey(), each.getValue()) != null) {
                violated(resident, each.getKey() + " is booked with two sizes");
            }
        }
        for (Map.Entry<Cid, Long> each : booked.entrySet()) {
            OptionalLong there = resident.disk().blobs().size(each.getKey());
            if (there.isEmpty() || there.getAsLong() != each.getValue()) {
                violated(resident, each.getKey() + " is booked with " + each.getValue() + " bytes, on disk: " + there);
            }
        }
        if (resident.disk().blobs().count() != booked.size()) {
            violated(resident, resident.disk().blobs().count() + " blobs on disk, " + booked.size() + " booked");
        }
    }

    /// What one device keeps for one person.
    private record Claimed(String holder, String owner, String cid) {}

    private void receipts(List<Resident> living) throws IOException {
        Set<String> holders = new HashSet<>();
        Set<String> owners = new HashSet<>();
        Set<Claimed> kept = new HashSet<>();
        for (Resident holder : living) {
            holders.add(holder.peer().toString());
            owners.add(holder.did().toString());
            kept.addAll(database(holder)
                    .query(
                            "SELECT owner, cid FROM claims",
                            row -> new Claimed(holder.peer().toString(), row.text("owner"), row.text("cid"))));
        }
        Set<Claimed> known = new HashSet<>();
        for (Resident owner : living) {
            for (Claimed signed : expected(owner, "SELECT holder, cid FROM placement WHERE length(receipt) > 0")) {
                known.add(signed);
                if (holders.contains(signed.holder) && !kept.contains(signed)) {
                    violated(owner, "has a receipt of " + signed.holder + " for " + signed.cid + ", which it has not");
                }
            }
            known.addAll(expected(owner, """
                    SELECT holder, cid FROM retraction UNION SELECT holder, cid FROM draft
                    UNION SELECT steward AS holder, list AS cid FROM given"""));
        }
        kept.stream()
                .filter(claim -> owners.contains(claim.owner) && !known.contains(claim))
                .forEach(claim -> found.add(new Violation(
                        NAME, claim.holder + " keeps " + claim.cid + " for " + claim.owner + ", who does not know")));
    }

    private static List<Claimed> expected(Resident owner, String sql) throws IOException {
        return database(owner)
                .query(sql, row -> new Claimed(row.text("holder"), owner.did().toString(), row.text("cid")));
    }

    private static Database database(Resident resident) {
        return resident.disk().ledger().database();
    }

    private void violated(Resident resident, String what) {
        found.add(new Violation(NAME, resident + ": " + what));
    }
}
