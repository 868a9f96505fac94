package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.sync.log.EntryType;

/// A person has attested something. The log has only the attestation's hash: what it says is for whom it was given to.
public record AttestationIssued(Cid attestation) implements Fact {
    public static final EntryType<AttestationIssued> TYPE =
            FactType.of("attestation.issued", fields -> new AttestationIssued(fields.link("attestation")));

    @Override
    public EntryType<AttestationIssued> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("attestation", attestation).build();
    }
}
