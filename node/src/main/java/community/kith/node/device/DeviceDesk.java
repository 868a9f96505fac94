package community.kith.node.device;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.fact.BranchSettled;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRenamed;
import community.kith.community.fact.DeviceRevoked;
import community.kith.community.identity.BranchChoice;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Names;
import community.kith.community.identity.Revocation;
import community.kith.node.api.DeviceInfo;
import community.kith.node.api.DeviceTicket;
import community.kith.node.api.JoiningDevice;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.OwnDevices;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Trace;
import community.kith.node.log.DevicesView;
import community.kith.node.log.Journal;
import community.kith.node.people.Me;
import community.kith.node.replication.Chance;
import community.kith.node.witness.Checkpoints;
import community.kith.sync.log.LogState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// My devices, as doors see them.
final class DeviceDesk implements OwnDevices {
    private static final Duration MAX_VALIDITY = Duration.ofDays(1);

    private final Me me;
    private final Journal journal;
    private final Chance chance;
    private final JoinDesk joins;
    private final OwnAddresses met;
    private final Checkpoints checkpoints;

    DeviceDesk(Me me, Journal journal, Chance chance, JoinDesk joins, OwnAddresses met, Checkpoints checkpoints) {
        this.me = me;
        this.journal = journal;
        this.chance = chance;
        this.joins = joins;
        this.met = met;
        this.checkpoints = checkpoints;
    }

    @Override
    public List<DeviceInfo> all() throws IOException {
        Map<PeerId, OwnAddresses.Met> last = met.all();
        List<DeviceInfo> all = new ArrayList<>();
        for (DevicesView.Known device : known()) {
            all.add(info(device, last));
        }
        all.sort(Comparator.comparing(DeviceInfo::revoked));
        return List.copyOf(all);
    }

    /// Those that logs tell of, and this one in any case.
    private List<DevicesView.Known> known() {
        List<DevicesView.Known> known = journal.devices().of(me.did());
        boolean told = known.stream().anyMatch(one -> one.peer().equals(me.peer()));
        Delegation own = me.device().delegation();
        return told ? known : List.of(new DevicesView.Known(own, own.name()));
    }

    private DeviceInfo info(DevicesView.Known device, Map<PeerId, OwnAddresses.Met> last) throws IOException {
        boolean mine = device.peer().equals(me.peer());
        LogState state = journal.entries().state(device.log());
        Optional<Revocation> revocation = journal.verdicts().revocation(me.did(), device.peer());
        boolean settled = journal.rulings().settlements().stream()
                .anyMatch(one -> one.log().equals(device.log()));
        return new DeviceInfo(
                device.peer(),
                device.name(),
                mine,
                mine && me.root().isPresent(),
                device.delegation().issued(),
                mine
                        ? Optional.of(chance.clock().instant())
                        : Optional.ofNullable(last.get(device.peer())).map(OwnAddresses.Met::at),
                state.position(),
                mine ? journal.waiting() : 0,
                revocation.map(end -> OptionalLong.of(end.last())).orElse(OptionalLong.empty()),
                branches(state),
                settled);
    }

    private List<DeviceInfo.Branch> branches(LogState state) {
        if (state.disputedFrom().isEmpty()) {
            return List.of();
        }
        long from = state.disputedFrom().getAsLong();
        var rivals = journal.entries().at(state.log(), from);
        var shown = rivals.size() > 1 ? rivals : journal.entries().from(state.log(), from, 2);
        return shown.stream()
                .map(entry -> new DeviceInfo.Branch(entry.id(), entry.sequence(), entry.at(), entry.type()))
                .toList();
    }

    private DevicesView.Known find(PeerId device) throws NotFoundException {
        return known().stream()
                .filter(known -> known.peer().equals(device))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("none of your devices has the id " + device));
    }

    private DeviceInfo info(PeerId device) throws IOException {
        return info(find(device), met.all());
    }

    @Override
    public DeviceInfo rename(PeerId device, String name) throws IOException {
        find(device);
        journal.say(new DeviceRenamed(device, Names.device(name.strip())));
        return info(device);
    }

    @Override
    public DeviceInfo revoke(PeerId device, OptionalLong last) throws IOException {
        DevicesView.Known known = find(device);
        SigningKey root = root("revoke a device");
        if (device.equals(me.peer())) {
            throw new RefusedException(
                    "a device does not revoke itself: do it on another one that has the passport's key");
        }
        long end = last.orElse(journal.entries().state(known.log()).position());
        if (end < 0 || end > Revocation.MAX_SEQUENCE) {
            throw new IllegalArgumentException("a log has no entry " + end);
        }
        journal.say(new DeviceRevoked(
                Revocation.issue(root, device, end, chance.clock().instant())));
        return info(device);
    }

    @Override
    public DeviceInfo settle(PeerId device, Cid branch) throws IOException {
        DevicesView.Known known = find(device);
        SigningKey root = root("settle a fork");
        boolean there = journal.entries()
                .get(branch)
                .filter(entry -> entry.log().equals(known.log()))
                .isPresent();
        if (!there) {
            throw new NotFoundException("the log of “" + known.name() + "” has no entry " + branch);
        }
        journal.settle(new BranchSettled(
                BranchChoice.issue(root, device, branch, chance.clock().instant())));
        return info(device);
    }

    @Override
    public Trace trace(OptionalLong entry) throws IOException {
        return checkpoints.trace(entry);
    }

    @Override
    public DeviceTicket invite(Duration validFor) throws IOException {
        root("add a device");
        if (!validFor.isPositive() || validFor.compareTo(MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("a ticket for a device is valid for a day at most");
        }
        JoinTicket ticket = joins.invite(validFor);
        return new DeviceTicket(ticket.text(), ticket.expires());
    }

    @Override
    public List<JoiningDevice> joining() {
        return joins.joining();
    }

    @Override
    public DeviceInfo admit(PeerId device) throws IOException {
        JoiningDevice guest = joins.waiting(device);
        Delegation delegation = Delegation.issue(
                root("add a device"), device, guest.name(), chance.clock().instant());
        journal.say(new DeviceDelegated(delegation));
        joins.decide(device, Optional.of(new Welcome(delegation, me.name(), me.salt())));
        return info(new DevicesView.Known(delegation, delegation.name()), met.all());
    }

    @Override
    public void turnAway(PeerId device) throws IOException {
        joins.decide(device, Optional.empty());
    }

    private SigningKey root(String deed) throws RefusedException {
        return me.root()
                .orElseThrow(
                        () -> new RefusedException(
                                "to " + deed
                                        + " takes the passport's key, which this device does not have: do it on the one that does"
                                        + " (kith devices shows it there), or get the passport back from your guardians (kith recover)"));
    }
}
