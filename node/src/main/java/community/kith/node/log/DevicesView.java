package community.kith.node.log;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRenamed;
import community.kith.community.fact.Fact;
import community.kith.community.identity.Delegation;
import community.kith.node.ledger.Row;
import community.kith.sync.log.LogId;
import community.kith.sync.log.Standing;
import community.kith.sync.log.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The devices of each passport, and what they are called. Those that were revoked are among them: [Verdicts] tells.
public final class DevicesView implements FactView {
    /// A passport with more is not followed further.
    static final int MAX_DEVICES = 32;

    private final Tables tables;
    private final Verdicts verdicts;

    DevicesView(Tables tables, Verdicts verdicts) {
        this.tables = tables;
        this.verdicts = verdicts;
    }

    /// @param name what its owner calls it now
    public record Known(Delegation delegation, String name) {
        public PeerId peer() {
            return delegation.device();
        }

        public LogId log() {
            return LogId.of(peer());
        }
    }

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public void clear() {
        tables.update("DELETE FROM shown_device");
    }

    @Override
    public void apply(Step<Fact> step) {
        if (step.standing() != Standing.SOUND) {
            return;
        }
        if (step.fact() instanceof DeviceDelegated said) {
            delegated(said.delegation());
        } else if (step.fact() instanceof DeviceRenamed said) {
            renamed(step.entry().log(), said);
        }
    }

    /// The passport has signed it, so it does not matter who says it. A later delegation of the same device renames it.
    private void delegated(Delegation said) {
        boolean known =
                tables.any("SELECT 1 FROM shown_device WHERE passport=? AND peer=?", said.passport(), said.device());
        boolean full =
                tables.query("SELECT peer FROM shown_device WHERE passport=?", row -> row.text("peer"), said.passport())
                                .size()
                        >= MAX_DEVICES;
        if (known || !full) {
            tables.update(
                    "INSERT INTO shown_device (passport, peer, name, issued, delegation) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (passport, peer) DO UPDATE SET name=excluded.name, issued=excluded.issued,"
                            + " delegation=excluded.delegation WHERE excluded.issued > shown_device.issued",
                    said.passport(),
                    said.device(),
                    said.name(),
                    said.issued(),
                    said.bytes());
        }
    }

    /// Only a device of the same passport has a say in what this one is called.
    private void renamed(LogId author, DeviceRenamed said) {
        verdicts.ownerOf(author)
                .filter(owner -> of(owner, author.device()).isPresent())
                .ifPresent(owner -> tables.update(
                        "UPDATE shown_device SET name=? WHERE passport=? AND peer=?",
                        said.name(),
                        owner,
                        said.device()));
    }

    /// A passport's devices, the oldest first.
    public List<Known> of(Did passport) {
        return tables.query(
                "SELECT * FROM shown_device WHERE passport=? ORDER BY issued, peer", DevicesView::known, passport);
    }

    public Optional<Known> of(Did passport, PeerId device) {
        return tables.first(
                "SELECT * FROM shown_device WHERE passport=? AND peer=?", DevicesView::known, passport, device);
    }

    private static Known known(Row row) throws SQLException, IOException {
        return new Known(Delegation.parse(row.bytes("delegation")), row.text("name"));
    }

    @Override
    public Ipld content() {
        return tables.rows(
                "SELECT * FROM shown_device ORDER BY passport, peer",
                row -> Ipld.fields()
                        .put("name", row.text("name"))
                        .put("delegation", row.bytes("delegation"))
                        .build());
    }
}
