package community.kith.node.exchange;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Keys;
import community.kith.community.reach.Reach;
import community.kith.community.right.Right;
import community.kith.store.blob.Challenge;
import community.kith.store.care.Membership;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a visitor says to a holder. The first is [Hello], with [Bonds] behind it where they did not fit; the others
/// come in
/// any order and number, and each gets one [Answer].
sealed interface Request {
    /// Who I am, and some of the bonds I have.
    ///
    /// @param bonds each as its signers encoded it, not yet believed
    /// @param more whether a [Bonds] follows
    record Hello(Delegation delegation, List<byte[]> bonds, boolean more) implements Request {}

    /// More of my bonds.
    record Bonds(List<byte[]> bonds, boolean more) implements Request {}

    /// Which of these do you have for me?
    ///
    /// @param right by which I ask for what is somebody else's
    record Have(List<Cid> cids, Optional<Right> right) implements Request {}

    /// Give me these bytes of a blob.
    ///
    /// @param to one past the last; empty for the end
    record Get(Cid cid, long from, OptionalLong to, Optional<Right> right) implements Request {}

    /// Show that you have the bytes of a blob.
    record Prove(Cid cid, Challenge challenge, Optional<Right> right) implements Request {}

    /// Keep this for me, or for who gave me a right. The bytes follow when the holder says [Answer.Go].
    record Put(Cid cid, int sizeBytes, Reach reach, SortedSet<Did> named, Optional<Deputed> by) implements Request {}

    /// By what right a shard is placed in somebody's name, and what shows that the right covers it.
    record Deputed(Right right, Membership member) {}

    /// Look after what this right covers, whose list I placed with you before.
    record Entrust(Right right) implements Request {}

    /// This right counts no more.
    record Withdraw(Right right) implements Request {}

    /// Holders have signed these for you, while you were away.
    record Report(List<Reported> rows) implements Request {}

    /// This device is about to leave: bring what it keeps for you elsewhere.
    record Leaving() implements Request {}

    /// I will not keep these for you much longer: bring them elsewhere.
    record Parting(List<Cid> cids) implements Request {}

    /// Keep these no longer for me.
    record Delete(List<Cid> cids) implements Request {}

    /// How much room do I have at yours, or who gave me a right?
    record Room(Optional<Right> right) implements Request {}

    /// Do you have a later edition of this denylist than that?
    record Denylist(Did publisher, String name, long after) implements Request {}

    /// What did you deny, how often, and by whose word?
    record Denied() implements Request {}

    default Ipld toIpld() {
        return switch (this) {
            case Hello hello ->
                typed("hello")
                        .put("v", ShardProtocol.VERSION)
                        .put("delegation", hello.delegation().toIpld())
                        .put("bonds", list(hello.bonds()))
                        .put("more", hello.more())
                        .build();
            case Bonds bonds ->
                typed("bonds")
                        .put("bonds", list(bonds.bonds()))
                        .put("more", bonds.more())
                        .build();
            case Have have ->
                typed("have")
                        .put("cids", links(have.cids()))
                        .putIfPresent("right", have.right().map(Right::toIpld))
                        .build();
            case Get get ->
                typed("get")
                        .put("cid", get.cid())
                        .put("from", get.from())
                        .putIfPresent("to", get.to())
                        .putIfPresent("right", get.right().map(Right::toIpld))
                        .build();
            case Prove prove ->
                typed("prove")
                        .put("cid", prove.cid())
                        .put("from", prove.challenge().from())
                        .put("length", prove.challenge().lengthBytes())
                        .put("nonce", prove.challenge().nonce())
                        .putIfPresent("right", prove.right().map(Right::toIpld))
                        .build();
            case Put put ->
                typed("put")
                        .put("cid", put.cid())
                        .put("size", put.sizeBytes())
                        .put("reach", put.reach().label())
                        .put("for", list(put.named().stream().map(Keys::of).toList()))
                        .putIfPresent("right", put.by().map(by -> by.right().toIpld()))
                        .putIfPresent("stripe", put.by().map(by -> by.member().toIpld()))
                        .build();
            case Entrust entrust ->
                typed("entrust").put("right", entrust.right().toIpld()).build();
            case Withdraw withdraw ->
                typed("withdraw").put("right", withdraw.right().toIpld()).build();
            case Report report ->
                typed("report")
                        .put(
                                "rows",
                                Ipld.list(report.rows().stream()
                                        .map(Reported::toIpld)
                                        .toList()))
                        .build();
            case Leaving leaving -> typed("leaving").build();
            case Parting parting ->
                typed("parting").put("cids", links(parting.cids())).build();
            case Delete delete ->
                typed("delete").put("cids", links(delete.cids())).build();
            case Denylist list ->
                typed("denylist")
                        .put("by", Keys.of(list.publisher()))
                        .put("name", list.name())
                        .put("after", list.after())
                        .build();
            case Denied denied -> typed("denied").build();
            case Room room ->
                typed("room")
                        .putIfPresent("right", room.right().map(Right::toIpld))
                        .build();
        };
    }

    static Request read(Ipld message) throws ProtocolException {
        FieldReader fields = new FieldReader(message, "request");
        String type = fields.text("t", 16);
        Request request = switch (type) {
            case "hello" -> hello(fields);
            case "bonds" -> new Bonds(bonds(fields), fields.bool("more"));
            case "have" -> new Have(cids(fields), right(fields));
            case "get" -> get(fields);
            case "put" -> put(fields);
            case "delete" -> new Delete(cids(fields));
            case "room" -> new Room(right(fields));
            case "prove" -> prove(fields);
            case "entrust" -> new Entrust(Right.read(fields.any("right")));
            case "withdraw" -> new Withdraw(Right.read(fields.any("right")));
            case "report" -> report(fields);
            case "denylist" ->
                new Denylist(
                        Keys.did(fields, "by"),
                        fields.text("name", SignedDenylist.MAX_NAME_CHARS),
                        fields.integer("after", 0, Long.MAX_VALUE));
            case "denied" -> new Denied();
            case "leaving" -> new Leaving();
            case "parting" -> new Parting(cids(fields));
            default -> throw new ProtocolException("a request of unknown type " + type);
        };
        fields.end();
        return request;
    }

    private static Hello hello(FieldReader fields) throws ProtocolException {
        fields.integer("v", ShardProtocol.VERSION, ShardProtocol.VERSION);
        return new Hello(Delegation.read(fields.any("delegation")), bonds(fields), fields.bool("more"));
    }

    private static Get get(FieldReader fields) throws ProtocolException {
        long from = fields.integer("from", 0, ShardProtocol.MAX_BLOB_BYTES);
        return new Get(
                ShardProtocol.requireBlob(fields.link("cid")),
                from,
                fields.optionalInteger("to", from, ShardProtocol.MAX_BLOB_BYTES),
                right(fields));
    }

    private static Prove prove(FieldReader fields) throws ProtocolException {
        int from = (int) fields.integer("from", 0, ShardProtocol.MAX_BLOB_BYTES);
        int length = (int) fields.integer("length", 1, Challenge.MAX_BYTES);
        byte[] nonce = fields.bytes("nonce", Challenge.MAX_NONCE_BYTES);
        if (nonce.length < Challenge.MIN_NONCE_BYTES) {
            throw new ProtocolException("prove: a nonce of " + nonce.length + " bytes");
        }
        return new Prove(
                ShardProtocol.requireBlob(fields.link("cid")), new Challenge(from, length, nonce), right(fields));
    }

    private static Optional<Right> right(FieldReader fields) throws ProtocolException {
        Optional<Ipld> shown = fields.optional("right");
        return shown.isEmpty() ? Optional.empty() : Optional.of(Right.read(shown.get()));
    }

    private static Put put(FieldReader fields) throws ProtocolException {
        String label = fields.text("reach", 16);
        SortedSet<Did> named = new TreeSet<>();
        for (Ipld key : fields.items("for", ShardProtocol.MAX_NAMED)) {
            named.add(Did.of(ed25519(key)));
        }
        return new Put(
                ShardProtocol.requireBlob(fields.link("cid")),
                (int) fields.integer("size", 0, ShardProtocol.MAX_BLOB_BYTES),
                Reach.labelled(label).orElseThrow(() -> new ProtocolException("put: there is no reach " + label)),
                named,
                deputed(fields));
    }

    private static Optional<Deputed> deputed(FieldReader fields) throws ProtocolException {
        Optional<Right> right = right(fields);
        return right.isEmpty()
                ? Optional.empty()
                : Optional.of(new Deputed(right.get(), Membership.read(fields.any("stripe"))));
    }

    private static Report report(FieldReader fields) throws ProtocolException {
        List<Reported> rows = new ArrayList<>();
        for (Ipld item : fields.items("rows", ShardProtocol.MAX_REPORTED)) {
            rows.add(Reported.read(item));
        }
        return new Report(List.copyOf(rows));
    }

    private static VerifyingKey ed25519(Ipld key) throws ProtocolException {
        if (key instanceof Ipld.Bin bin && bin.bytes().length == Keys.BYTES) {
            return VerifyingKey.ed25519(bin.bytes());
        }
        throw new ProtocolException("put: somebody it is for is not a key of " + Keys.BYTES + " bytes");
    }

    private static List<Cid> cids(FieldReader fields) throws ProtocolException {
        List<Cid> cids = new ArrayList<>();
        for (Ipld item : fields.items("cids", ShardProtocol.MAX_CIDS)) {
            if (!(item instanceof Ipld.Link link)) {
                throw new ProtocolException("one of the cids is not a link");
            }
            cids.add(ShardProtocol.requireBlob(link.cid()));
        }
        return List.copyOf(cids);
    }

    private static List<byte[]> bonds(FieldReader fields) throws ProtocolException {
        List<byte[]> bonds = new ArrayList<>();
        for (Ipld item : fields.items("bonds", ShardProtocol.MAX_BONDS_PER_MESSAGE)) {
            if (!(item instanceof Ipld.Bin bond) || bond.bytes().length > ShardProtocol.MAX_BOND_BYTES) {
                throw new ProtocolException("a bond that is not at most " + ShardProtocol.MAX_BOND_BYTES + " bytes");
            }
            bonds.add(bond.bytes());
        }
        return List.copyOf(bonds);
    }

    private static FieldsBuilder typed(String type) {
        return Ipld.fields().put("t", type);
    }

    private static Ipld list(List<byte[]> values) {
        return Ipld.list(values.stream().map(Ipld::of).toList());
    }

    private static Ipld links(List<Cid> cids) {
        return Ipld.list(cids.stream().map(Ipld::of).toList());
    }
}
