package community.kith.doors;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.api.DeviceInfo;
import community.kith.node.api.DeviceTicket;
import community.kith.node.api.JoiningDevice;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.OwnDevices;
import community.kith.node.api.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Devices that are not there.
final class FakeDevices implements OwnDevices {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PeerId LAPTOP = peer(1);
    private static final PeerId PHONE = peer(2);
    private static final PeerId GUEST = peer(3);

    private final List<DeviceInfo> all = new ArrayList<>(List.of(
            info(LAPTOP, "laptop", true, OptionalLong.empty(), List.of()),
            info(
                    PHONE,
                    "phone",
                    false,
                    OptionalLong.empty(),
                    List.of(
                            new DeviceInfo.Branch(Cid.dagCbor(new byte[] {1}), 4, NOW, "bond.made"),
                            new DeviceInfo.Branch(Cid.dagCbor(new byte[] {2}), 4, NOW, "device.renamed")))));
    private final List<JoiningDevice> joining =
            new ArrayList<>(List.of(new JoiningDevice(GUEST, "tablet", "apple river moon stone")));

    private static PeerId peer(int seed) {
        return PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey());
    }

    private static DeviceInfo info(
            PeerId peer, String name, boolean thisOne, OptionalLong countsTo, List<DeviceInfo.Branch> branches) {
        return new DeviceInfo(peer, name, thisOne, thisOne, NOW, Optional.of(NOW), 12, 0, countsTo, branches, false);
    }

    private DeviceInfo find(PeerId device) throws NotFoundException {
        return all.stream()
                .filter(one -> one.peer().equals(device))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("none of your devices has the id " + device));
    }

    private DeviceInfo put(DeviceInfo changed) {
        all.removeIf(one -> one.peer().equals(changed.peer()));
        all.add(changed);
        return changed;
    }

    @Override
    public synchronized List<DeviceInfo> all() {
        return List.copyOf(all);
    }

    @Override
    public synchronized DeviceInfo rename(PeerId device, String name) throws NotFoundException {
        DeviceInfo old = find(device);
        return put(info(device, name, old.thisOne(), old.countsTo(), old.branches()));
    }

    @Override
    public synchronized DeviceInfo revoke(PeerId device, OptionalLong last) throws NotFoundException {
        DeviceInfo old = find(device);
        return put(info(device, old.name(), old.thisOne(), OptionalLong.of(last.orElse(12)), old.branches()));
    }

    @Override
    public synchronized DeviceInfo settle(PeerId device, Cid branch) throws NotFoundException {
        DeviceInfo old = find(device);
        return put(info(device, old.name(), old.thisOne(), old.countsTo(), List.of()));
    }

    @Override
    public Trace trace(OptionalLong entry) {
        return new Trace(
                LAPTOP,
                entry.orElse(12),
                12,
                "bond.made",
                new Trace.Keys("log.kith.community/a+00000000+AQ==", List.of("witness.kith.community/b+00000000+BA==")),
                "AA==",
                "c2sp.org/tlog-proof@v1\n");
    }

    @Override
    public DeviceTicket invite(Duration validFor) {
        return new DeviceTicket("kith-device:" + "abcdefgh".repeat(30), NOW.plus(validFor));
    }

    @Override
    public synchronized List<JoiningDevice> joining() {
        return List.copyOf(joining);
    }

    @Override
    public synchronized DeviceInfo admit(PeerId device) {
        joining.clear();
        return put(info(device, "tablet", false, OptionalLong.empty(), List.of()));
    }

    @Override
    public synchronized void turnAway(PeerId device) {
        joining.clear();
    }
}
