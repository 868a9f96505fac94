package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.community.identity.BranchChoice;
import community.kith.sync.log.EntryType;

/// A passport says which branch of a forked log counts. It counts whoever passes it on.
public record BranchSettled(BranchChoice choice) implements Fact {
    public static final EntryType<BranchSettled> TYPE = new FactType<>(
            "log.settled",
            fields -> new BranchSettled(BranchChoice.parse(fields.bytes("choice", BranchChoice.MAX_BYTES))),
            (entry, said) -> said.choice.verify());

    @Override
    public EntryType<BranchSettled> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("choice", choice.bytes()).build();
    }
}
