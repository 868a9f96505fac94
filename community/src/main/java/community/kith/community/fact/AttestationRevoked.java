package community.kith.community.fact;

import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.sync.log.EntryType;

/// A person takes back what they attested. It counts when one of their devices issued it.
public record AttestationRevoked(Cid attestation) implements Fact {
    public static final EntryType<AttestationRevoked> TYPE =
            FactType.of("attestation.revoked", fields -> new AttestationRevoked(fields.link("attestation")));

    @Override
    public EntryType<AttestationRevoked> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields().put("attestation", attestation).build();
    }
}
