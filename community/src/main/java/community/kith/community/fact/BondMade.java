package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.community.identity.Moments;
import community.kith.community.trust.Bond;
import community.kith.sync.log.EntryType;
import java.time.Instant;

/// Two people have a bond. Either says so, and both have signed it.
public record BondMade(Bond bond) implements Fact {
    public static final EntryType<BondMade> TYPE = new FactType<>(
            "bond.made",
            fields -> new BondMade(Bond.parse(fields.bytes("bond", Bond.MAX_BYTES))),
            (entry, said) -> said.bond.verify(Instant.ofEpochSecond(Moments.MAX_SECONDS)));

    @Override
    public EntryType<BondMade> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("bond", bond.bytes()).build();
    }
}
