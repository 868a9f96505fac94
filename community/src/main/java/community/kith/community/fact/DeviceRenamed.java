package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Names;
import community.kith.sync.log.EntryType;

/// A person calls one of their devices something else. Any of the person's devices may say so.
public record DeviceRenamed(PeerId device, String name) implements Fact {
    public static final EntryType<DeviceRenamed> TYPE = FactType.of(
            "device.renamed",
            fields -> new DeviceRenamed(
                    Keys.peer(fields, "key"), Names.device(fields.text("name", Names.MAX_CHARACTERS))));

    @Override
    public EntryType<DeviceRenamed> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("key", Keys.of(device)).put("name", name).build();
    }
}
