package community.kith.node.log;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.fact.BondDissolved;
import community.kith.community.fact.BondMade;
import community.kith.community.fact.Fact;
import community.kith.community.trust.Bond;
import community.kith.community.trust.Party;
import community.kith.sync.log.Standing;
import community.kith.sync.log.Step;
import java.util.List;
import java.util.Optional;

/// Bonds that one of their two people has told of, and those that one of them has ended. A bond that was ended stays
/// so:
/// who makes up makes a new one.
public final class BondsView implements FactView {
    private final Tables tables;
    private final Verdicts verdicts;

    BondsView(Tables tables, Verdicts verdicts) {
        this.tables = tables;
        this.verdicts = verdicts;
    }

    @Override
    public String name() {
        return "bonds";
    }

    @Override
    public void clear() {
        tables.update("DELETE FROM shown_bond");
    }

    @Override
    public void apply(Step<Fact> step) {
        Optional<Did> author = verdicts.ownerOf(step.entry().log());
        if (author.isEmpty()) {
            return;
        }
        if (step.fact() instanceof BondMade said) {
            made(author.get(), said.bond(), step.standing());
        } else if (step.fact() instanceof BondDissolved said) {
            ended(author.get(), said.bond());
        }
    }

    private void made(Did author, Bond bond, Standing standing) {
        if (standing == Standing.SOUND && bond.otherThan(author).isPresent()) {
            tables.update(
                    "INSERT INTO shown_bond (id, a, b, kind, formed, signed) VALUES (?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (id) DO NOTHING",
                    bond.id(),
                    bond.a().did(),
                    bond.b().did(),
                    bond.kind().label(),
                    bond.formed(),
                    bond.bytes());
            tables.update(
                    "UPDATE shown_bond SET told_by_a = CASE WHEN a=? THEN 1 ELSE told_by_a END,"
                            + " told_by_b = CASE WHEN b=? THEN 1 ELSE told_by_b END WHERE id=?",
                    author,
                    author,
                    bond.id());
        }
    }

    /// Also by a disputed entry: it takes, and gives nothing.
    private void ended(Did author, Cid bond) {
        tables.update(
                "UPDATE shown_bond SET ended=? WHERE id=? AND ended IS NULL AND (a=? OR b=?)",
                author,
                bond,
                author,
                author);
    }

    private record Told(Bond bond, boolean byA, boolean byB) {}

    /// All bonds that have not ended, as far as logs here tell.
    ///
    /// A thief can sign a bond with a stolen device, dated before the theft, and the other side tell of it: so a bond
    /// that a device signed which was revoked since counts only when that device's own people told of it as well.
    public List<Bond> current() {
        return tables
                .query(
                        "SELECT signed, told_by_a, told_by_b FROM shown_bond WHERE ended IS NULL ORDER BY id",
                        row -> new Told(Bond.parse(row.bytes("signed")), row.bool("told_by_a"), row.bool("told_by_b")))
                .stream()
                .filter(told -> (told.byA || !isRevoked(told.bond.a())) && (told.byB || !isRevoked(told.bond.b())))
                .map(Told::bond)
                .toList();
    }

    /// Whether this person's own devices have told of a bond.
    public boolean isToldBy(Did person, Cid bond) {
        return tables.any(
                "SELECT 1 FROM shown_bond WHERE id=? AND ((a=? AND told_by_a=1) OR (b=? AND told_by_b=1))",
                bond,
                person,
                person);
    }

    private boolean isRevoked(Party party) {
        return verdicts.revocation(party.did(), party.peer()).isPresent();
    }

    /// Who ended a bond, if anybody has.
    public Optional<Did> endedBy(Cid bond) {
        return tables.first(
                "SELECT ended FROM shown_bond WHERE id=? AND ended IS NOT NULL",
                row -> Did.parse(row.text("ended")),
                bond);
    }

    @Override
    public Ipld content() {
        return tables.rows(
                "SELECT * FROM shown_bond ORDER BY id",
                row -> Ipld.fields()
                        .put("signed", row.bytes("signed"))
                        .put("byA", row.bool("told_by_a"))
                        .put("byB", row.bool("told_by_b"))
                        .put("ended", row.optionalText("ended").orElse(""))
                        .build());
    }
}
