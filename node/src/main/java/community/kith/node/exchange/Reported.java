package community.kith.node.exchange;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.store.erasure.ReedSolomon;
import java.net.ProtocolException;

/// That a holder signed for a row of a stripe, as a steward tells the stripe's owner.
public record Reported(Cid stripe, int row, Receipt receipt) {
    Ipld toIpld() {
        return Ipld.fields()
                .put("stripe", stripe)
                .put("row", row)
                .put("receipt", receipt.toIpld())
                .build();
    }

    static Reported read(Ipld from) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "reported");
        Reported reported = new Reported(
                ShardProtocol.requireBlob(fields.link("stripe")),
                (int) fields.integer("row", 0, ReedSolomon.MAX_SHARDS - 1L),
                Receipt.read(fields.any("receipt")));
        fields.end();
        return reported;
    }
}
