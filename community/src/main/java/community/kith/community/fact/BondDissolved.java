package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.sync.log.EntryType;

/// A bond has ended. Either of the two says so by any of their devices, and needs no leave of the other.
///
/// @param bond what [community.kith.community.trust.Bond#id] names
public record BondDissolved(Cid bond) implements Fact {
    public static final EntryType<BondDissolved> TYPE =
            FactType.of("bond.dissolved", fields -> new BondDissolved(fields.link("bond")));

    @Override
    public EntryType<BondDissolved> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("bond", bond).build();
    }
}
