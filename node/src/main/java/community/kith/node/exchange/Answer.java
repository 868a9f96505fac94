package community.kith.node.exchange;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Sha256;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Moments;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.Arrays;

/// What a holder says to a visitor.
sealed interface Answer {
    /// Who I am. The answer to [Request.Hello].
    record Hello(Delegation delegation) implements Answer {}

    /// No.
    record Refused(Refusal refusal) implements Answer {}

    /// One bit for each CID asked about, see [Bits].
    record Held(Bits bits) implements Answer {}

    /// So many raw bytes follow.
    ///
    /// @param sizeBytes of the whole blob
    record Bytes(int sizeBytes, int lengthBytes) implements Answer {}

    /// What only who has the bytes can say.
    ///
    /// @param sizeBytes of the whole blob
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Proof(int sizeBytes, byte[] hash) implements Answer {
        @Override
        public boolean equals(Object other) {
            return other instanceof Proof proof && sizeBytes == proof.sizeBytes && Arrays.equals(hash, proof.hash);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hash);
        }
    }

    /// It is not here.
    record Missing() implements Answer {}

    /// Room is set aside; send the bytes.
    record Go() implements Answer {}

    /// I keep it for you. The answer to the bytes.
    record Kept(Receipt receipt) implements Answer {}

    /// I kept it for you already; send nothing.
    record Already(Receipt receipt) implements Answer {}

    /// One bit for each CID: whether it had been kept for the visitor until now.
    record Deleted(Bits bits) implements Answer {}

    /// I have taken it down.
    record Noted() implements Answer {}

    /// What the visitor may use.
    ///
    /// @param at what the holder's clock says, in whole seconds
    record Offer(Room room, Instant at) implements Answer {}

    default Ipld toIpld() {
        return switch (this) {
            case Hello hello ->
                typed("hello")
                        .put("v", ShardProtocol.VERSION)
                        .put("delegation", hello.delegation().toIpld())
                        .build();
            case Refused refused ->
                typed("refused")
                        .put("code", refused.refusal().code().label())
                        .put("reason", refused.refusal().reason())
                        .build();
            case Held held -> typed("held").put("bits", held.bits().toIpld()).build();
            case Bytes bytes ->
                typed("bytes")
                        .put("size", bytes.sizeBytes())
                        .put("length", bytes.lengthBytes())
                        .build();
            case Proof proof ->
                typed("proof")
                        .put("size", proof.sizeBytes())
                        .put("hash", proof.hash())
                        .build();
            case Missing missing -> typed("missing").build();
            case Noted noted -> typed("noted").build();
            case Go go -> typed("go").build();
            case Kept kept ->
                typed("kept").put("receipt", kept.receipt().toIpld()).build();
            case Already already ->
                typed("already").put("receipt", already.receipt().toIpld()).build();
            case Deleted deleted ->
                typed("deleted").put("bits", deleted.bits().toIpld()).build();
            case Offer offer ->
                typed("room")
                        .put("pledged", offer.room().pledged())
                        .put("used", offer.room().used())
                        .put("free", offer.room().free())
                        .put("at", offer.at().getEpochSecond())
                        .build();
        };
    }

    static Answer read(Ipld message) throws ProtocolException {
        FieldReader fields = new FieldReader(message, "answer");
        String type = fields.text("t", 16);
        Answer answer = switch (type) {
            case "hello" -> hello(fields);
            case "refused" ->
                new Refused(new Refusal(
                        Refusal.Code.labelled(fields.text("code", 16)),
                        fields.text("reason", ShardProtocol.MAX_REASON_CHARS)));
            case "held" -> new Held(Bits.read(fields, "bits"));
            case "bytes" -> bytes(fields);
            case "proof" ->
                new Proof(
                        (int) fields.integer("size", 0, ShardProtocol.MAX_BLOB_BYTES),
                        fields.bytesOf("hash", Sha256.BYTES));
            case "missing" -> new Missing();
            case "noted" -> new Noted();
            case "go" -> new Go();
            case "kept" -> new Kept(Receipt.read(fields.any("receipt")));
            case "already" -> new Already(Receipt.read(fields.any("receipt")));
            case "deleted" -> new Deleted(Bits.read(fields, "bits"));
            case "room" ->
                new Offer(
                        new Room(amount(fields, "pledged"), amount(fields, "used"), amount(fields, "free")),
                        Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS)));
            default -> throw new ProtocolException("an answer of unknown type " + type);
        };
        fields.end();
        return answer;
    }

    private static Hello hello(FieldReader fields) throws ProtocolException {
        fields.integer("v", ShardProtocol.VERSION, ShardProtocol.VERSION);
        return new Hello(Delegation.read(fields.any("delegation")));
    }

    private static Bytes bytes(FieldReader fields) throws ProtocolException {
        long sizeBytes = fields.integer("size", 0, ShardProtocol.MAX_BLOB_BYTES);
        return new Bytes((int) sizeBytes, (int) fields.integer("length", 0, sizeBytes));
    }

    private static long amount(FieldReader fields, String field) throws ProtocolException {
        return fields.integer(field, 0, Long.MAX_VALUE);
    }

    private static FieldsBuilder typed(String type) {
        return Ipld.fields().put("t", type);
    }
}
