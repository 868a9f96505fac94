package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.community.identity.Revocation;
import community.kith.sync.log.EntryType;

/// A passport takes a device its rights. It counts whoever passes it on, at once, and for good.
public record DeviceRevoked(Revocation revocation) implements Fact {
    public static final EntryType<DeviceRevoked> TYPE = new FactType<>(
            "device.revoked",
            fields -> new DeviceRevoked(Revocation.parse(fields.bytes("revocation", Revocation.MAX_BYTES))),
            (entry, said) -> said.revocation.verify());

    @Override
    public EntryType<DeviceRevoked> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("revocation", revocation.bytes()).build();
    }
}
