package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Moments;
import community.kith.sync.log.EntryType;
import java.time.Instant;

/// A passport lets a device speak for it. It is the first entry of each device's own log, which makes the log that
/// passport's; a passport's other devices say it as well, so that people hear of the new one from those they know.
public record DeviceDelegated(Delegation delegation) implements Fact {
    public static final EntryType<DeviceDelegated> TYPE = new FactType<>(
            "device.delegated",
            fields -> new DeviceDelegated(Delegation.parse(fields.bytes("delegation", Delegation.MAX_BYTES))),
            (entry, said) -> said.delegation.verify(Instant.ofEpochSecond(Moments.MAX_SECONDS)));

    @Override
    public EntryType<DeviceDelegated> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("delegation", delegation.bytes()).build();
    }
}
