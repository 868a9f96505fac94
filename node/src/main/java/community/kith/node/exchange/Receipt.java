package community.kith.node.exchange;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;

/// A holder's signed word: these bytes are on my disk, and stay there for their owner until the owner says otherwise.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/shard-exchange.md`.
///
/// @param at in whole seconds, by the holder's clock
public record Receipt(Cid cid, long sizeBytes, Did owner, PeerId holder, Instant at, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 256;

    private static final String DOMAIN = "receipt/1";
    private static final int VERSION = 1;

    public Receipt {
        at = Moments.seconds(at);
    }

    /// Signs with the key of the device that holds the bytes.
    public static Receipt sign(SigningKey device, Cid cid, long sizeBytes, Did owner, Instant at) {
        PeerId holder = PeerId.of(device.verifyingKey());
        Ipld statement =
                statement(cid, sizeBytes, owner, holder, Moments.seconds(at)).build();
        return new Receipt(cid, sizeBytes, owner, holder, at, Signature.sign(device, DOMAIN, statement));
    }

    /// Whether the holder signed exactly this, and not in the future.
    public Verdict verify(Instant now) {
        Ipld statement = statement(cid, sizeBytes, owner, holder, at).build();
        return Verdict.when(
                        signature.isBy(Keys.verifying(holder), DOMAIN, statement),
                        () -> holder + " did not sign this receipt")
                .and(() -> Moments.notAfter(now, "the receipt of " + holder, at));
    }

    public Ipld toIpld() {
        return statement(cid, sizeBytes, owner, holder, at)
                .put("sig", signature.bytes())
                .build();
    }

    public byte[] bytes() {
        return DagCbor.encode(toIpld());
    }

    public static Receipt read(Ipld from) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "receipt");
        fields.integer("v", VERSION, VERSION);
        Receipt receipt = new Receipt(
                ShardProtocol.requireBlob(fields.link("cid")),
                fields.integer("size", 0, ShardProtocol.MAX_BLOB_BYTES),
                Keys.did(fields, "for"),
                Keys.peer(fields, "by"),
                Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS)),
                Signature.of(fields.bytesOf("sig", Signature.BYTES)));
        fields.end();
        return receipt;
    }

    public static Receipt parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a receipt of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        return read(DagCbor.decode(bytes));
    }

    private static FieldsBuilder statement(Cid cid, long sizeBytes, Did owner, PeerId holder, Instant at) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("cid", cid)
                .put("size", sizeBytes)
                .put("for", Keys.of(owner))
                .put("by", Keys.of(holder))
                .put("at", at.getEpochSecond());
    }
}
