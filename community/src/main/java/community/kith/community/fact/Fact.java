package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.sync.log.EntryType;
import community.kith.sync.log.EntryTypes;
import java.util.List;

/// All that entries of this community's logs can say. The bodies are described in `docs/spec/log.md`.
public sealed interface Fact
        permits AttestationIssued,
                AttestationRevoked,
                BondDissolved,
                BondMade,
                BranchSettled,
                DeviceDelegated,
                DeviceRenamed,
                DeviceRevoked,
                GuardiansChanged {
    /// The types that this version knows.
    EntryTypes<Fact> TYPES = new EntryTypes<>(List.of(
            AttestationIssued.TYPE,
            AttestationRevoked.TYPE,
            BondDissolved.TYPE,
            BondMade.TYPE,
            BranchSettled.TYPE,
            DeviceDelegated.TYPE,
            DeviceRenamed.TYPE,
            DeviceRevoked.TYPE,
            GuardiansChanged.TYPE));

    /// What entries that say it are called.
    EntryType<? extends Fact> type();

    /// What such an entry's body is.
    Ipld.Fields body();
}
