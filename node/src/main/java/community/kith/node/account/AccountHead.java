package community.kith.node.account;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Varint;
import community.kith.base.crypto.Envelope;
import community.kith.base.crypto.Signed;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import community.kith.node.people.Me;
import community.kith.store.manifest.Link;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Where a device's newest [Account] is, for nobody but the passport: what friends keep. Its size tells nothing.
///
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/account.md`.
///
/// @param by the device that signed it, and its passport's word for that
/// @param counter greater than that of any head the device signed before
/// @param at in whole seconds
/// @param box [Contents], closed for the passport
@SuppressWarnings("ArrayRecordComponent") // compared by its bytes
public record AccountHead(Delegation by, long counter, Instant at, byte[] box, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 4_608;

    static final int CONTENT_BYTES = 4_096;
    private static final int BOX_BYTES = CONTENT_BYTES + Envelope.OVERHEAD_BYTES;
    private static final int VERSION = 1;
    private static final String DOMAIN = "account-head/1";
    private static final int MAX_LINKS = 2;
    private static final int MAX_FRIENDS = 64;

    public AccountHead {
        at = Moments.seconds(at);
        if (counter < 1 || box.length != BOX_BYTES) {
            throw new IllegalArgumentException(
                    "an account head of counter " + counter + " with a box of " + box.length + " bytes");
        }
    }

    /// What only the passport reads.
    ///
    /// @param links to accounts, the newest first: an older one helps while the newest is still being handed out
    /// @param friends who may have parts of them, and where; as many as have room
    public record Contents(List<Link> links, List<Item.Place> friends) {
        public Contents {
            links = List.copyOf(links);
            friends = List.copyOf(friends);
        }
    }

    /// Closes a head for this device's passport, and signs it.
    public static AccountHead make(Me me, long counter, Instant at, Contents contents, RandomGenerator entropy) {
        byte[] box = Envelope.close(me.did().key(), purpose(me.did()), padded(contents), entropy);
        Delegation by = me.device().delegation();
        Ipld statement = statement(by, counter, Moments.seconds(at), box).build();
        return new AccountHead(by, counter, at, box, Signature.sign(me.key(), DOMAIN, statement));
    }

    private static byte[] purpose(Did passport) {
        return Signed.message(DOMAIN, Keys.of(passport));
    }

    private static byte[] padded(Contents contents) {
        List<Item.Place> friends = new ArrayList<>();
        byte[] padded = fitted(contents.links(), friends).orElseThrow();
        for (Item.Place friend : contents.friends()) {
            friends.add(friend);
            Optional<byte[]> more = friends.size() > MAX_FRIENDS ? Optional.empty() : fitted(contents.links(), friends);
            if (more.isEmpty()) {
                break;
            }
            padded = more.get();
        }
        return padded;
    }

    private static Optional<byte[]> fitted(List<Link> links, List<Item.Place> friends) {
        byte[] framed = AccountStream.framed(DagCbor.encode(Ipld.fields()
                .put(
                        "links",
                        Ipld.list(links.stream()
                                .map(link -> Ipld.of(link.toString()))
                                .toList()))
                .put(
                        "friends",
                        Ipld.list(friends.stream()
                                .map(friend -> Ipld.fields()
                                        .put("key", Keys.of(friend.device()))
                                        .put("addrs", ItemFormat.addresses(friend.addresses()))
                                        .build())
                                .toList()))
                .build()));
        return framed.length > CONTENT_BYTES
                ? Optional.empty()
                : Optional.of(java.util.Arrays.copyOf(framed, CONTENT_BYTES));
    }

    /// Whether that device signed exactly this, its passport vouches for it, and the date can be.
    public Verdict verify(Instant now) {
        return by.verify(now)
                .and(() -> Verdict.when(
                        signature.isBy(
                                by.deviceKey(),
                                DOMAIN,
                                statement(by, counter, at, box).build()),
                        () -> "the device “" + by.name() + "” did not sign this account head"))
                .and(() -> Moments.notAfter(now, "the account head", at));
    }

    /// What is in it.
    ///
    /// @throws ProtocolException when that is not the passport's key, or whoever signed it closed nonsense
    public Contents open(SigningKey passport) throws ProtocolException {
        byte[] padded = Envelope.open(passport, purpose(by.passport()), box)
                .orElseThrow(() -> new ProtocolException("this account head is not for that passport"));
        return contents(padded);
    }

    private static Contents contents(byte[] padded) throws ProtocolException {
        ByteArrayInputStream in = new ByteArrayInputStream(padded);
        byte[] encoded;
        try {
            long length = Varint.read(in);
            encoded = in.readNBytes((int) Math.min(length, CONTENT_BYTES));
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("reading from memory", e);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(encoded), "contents of an account head");
        List<Link> links = new ArrayList<>();
        for (Ipld link : fields.items("links", MAX_LINKS)) {
            if (!(link instanceof Ipld.Text text)) {
                throw new ProtocolException("a link that is no text");
            }
            links.add(Link.parse(text.value()));
        }
        List<Item.Place> friends = new ArrayList<>();
        for (Ipld friend : fields.items("friends", MAX_FRIENDS)) {
            FieldReader place = new FieldReader(friend, "friend in an account head");
            friends.add(new Item.Place(Keys.peer(place, "key"), ItemFormat.addresses(place)));
            place.end();
        }
        fields.end();
        return new Contents(links, friends);
    }

    public Did passport() {
        return by.passport();
    }

    public PeerId device() {
        return by.device();
    }

    public byte[] bytes() {
        return DagCbor.encode(
                statement(by, counter, at, box).put("sig", signature.bytes()).build());
    }

    public static AccountHead parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("an account head of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "account head");
        fields.integer("v", VERSION, VERSION);
        AccountHead head = new AccountHead(
                Delegation.read(fields.any("by")),
                fields.integer("n", 1, Long.MAX_VALUE),
                Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS)),
                fields.bytesOf("box", BOX_BYTES),
                Signature.of(fields.bytesOf("sig", Signature.BYTES)));
        fields.end();
        return head;
    }

    private static FieldsBuilder statement(Delegation by, long counter, Instant at, byte[] box) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", by.toIpld())
                .put("n", counter)
                .put("at", at.getEpochSecond())
                .put("box", box);
    }
}
