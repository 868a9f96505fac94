package community.kith.node.account;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Names;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.trust.Bond;
import community.kith.node.api.FileInfo;
import community.kith.node.ledger.Audience;
import community.kith.store.chunk.Salt;
import community.kith.store.manifest.Link;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/// Items of an account as IPLD maps: `docs/spec/account.md`.
final class ItemFormat {
    static final int MAX_ITEM_BYTES = SignedDenylist.MAX_BYTES + 1024;
    private static final int MAX_DEVICES = 64;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_ADDRESS_BYTES = 256;
    private static final int MAX_NAME = 4_096;
    private static final int MAX_PATH = 16_384;
    private static final int MAX_TEXT = 1_024;
    private static final int MAX_NAMED = 1_000;
    private static final long MAX_MILLIS = 253_402_300_799_999L;

    private ItemFormat() {}

    static Ipld write(Item item) {
        return switch (item) {
            case Item.Owner owner ->
                kind("owner")
                        .put("did", Keys.of(owner.passport()))
                        .put("name", owner.name())
                        .put("salt", owner.salt().bytes())
                        .put("home", owner.household())
                        .build();
            case Item.Setting setting ->
                kind("setting")
                        .put("name", setting.name())
                        .put("value", setting.value())
                        .build();
            case Item.Friend friend ->
                kind("friend")
                        .put("bond", friend.bond().bytes())
                        .put(
                                "devices",
                                Ipld.list(friend.devices().stream()
                                        .map(ItemFormat::place)
                                        .toList()))
                        .put("gives", friend.gives())
                        .put("given", friend.given())
                        .put("home", friend.household())
                        .build();
            case Item.Steward steward ->
                kind("steward")
                        .put("key", Keys.of(steward.device()))
                        .put("did", Keys.of(steward.person()))
                        .put("since", steward.since().toEpochMilli())
                        .build();
            case Item.Followed followed ->
                kind("denylist").put("signed", followed.list().bytes()).build();
            case Item.Series series ->
                kind("backup")
                        .put("path", series.path())
                        .put("every", series.every().toSeconds())
                        .put("keep", series.keep())
                        .build();
            case Item.Kept kept -> kept(kept);
            case Item.Snapshot snapshot ->
                kind("snapshot")
                        .put("path", snapshot.path())
                        .put("file", snapshot.manifest())
                        .put("taken", snapshot.taken().toEpochMilli())
                        .build();
        };
    }

    private static FieldsBuilder kind(String kind) {
        return Ipld.fields().put("t", kind);
    }

    private static Ipld place(Item.Place place) {
        return Ipld.fields()
                .put("key", Keys.of(place.device()))
                .put("addrs", addresses(place.addresses()))
                .build();
    }

    static Ipld addresses(List<Multiaddr> addresses) {
        return Ipld.list(addresses.stream()
                .filter(address -> address.bytes().length <= MAX_ADDRESS_BYTES)
                .limit(MAX_ADDRESSES)
                .map(address -> Ipld.of(address.bytes()))
                .toList());
    }

    private static Ipld kept(Item.Kept kept) {
        List<Ipld> named = kept.audience().named().stream()
                .map(did -> Ipld.of(Keys.of(did)))
                .toList();
        return kind("file")
                .put("link", kept.link().toString())
                .put("name", kept.name())
                .put("kind", kept.kind().name().toLowerCase(Locale.ROOT))
                .put("size", kept.sizeBytes())
                .put("entries", kept.entries())
                .put("at", kept.created().toEpochMilli())
                .put("reach", kept.audience().reach().label())
                .put("to", Ipld.list(named))
                .put("holders", kept.availability().label())
                .put("k", kept.shape().k())
                .put("n", kept.shape().n())
                .put("mine", kept.mine())
                .put("source", kept.source())
                .put("new", kept.newBytes())
                .putIfPresent("removed", kept.removed().map(Instant::toEpochMilli))
                .build();
    }

    /// @param owner whose account it is in
    static Item read(Ipld value, Optional<Did> owner) throws ProtocolException {
        FieldReader in = new FieldReader(value, "item of an account");
        String kind = in.text("t", 16);
        try {
            Item item = switch (kind) {
                case "owner" ->
                    new Item.Owner(
                            Keys.did(in, "did"),
                            Names.person(in.text("name", Names.MAX_CHARACTERS)),
                            Salt.of(in.bytesOf("salt", Salt.BYTES)),
                            in.text("home", Names.MAX_CHARACTERS));
                case "setting" -> new Item.Setting(in.text("name", 64), in.text("value", MAX_TEXT));
                case "friend" ->
                    new Item.Friend(
                            Bond.parse(in.bytes("bond", Bond.MAX_BYTES)),
                            places(in.items("devices", MAX_DEVICES)),
                            in.integer("gives", 0, Long.MAX_VALUE),
                            in.integer("given", 0, Long.MAX_VALUE),
                            in.text("home", Names.MAX_CHARACTERS));
                case "steward" -> new Item.Steward(Keys.peer(in, "key"), Keys.did(in, "did"), moment(in, "since"));
                case "denylist" ->
                    new Item.Followed(SignedDenylist.parse(in.bytes("signed", SignedDenylist.MAX_BYTES)));
                case "backup" ->
                    new Item.Series(
                            in.text("path", MAX_PATH),
                            Duration.ofSeconds(in.integer("every", 1, Integer.MAX_VALUE)),
                            in.text("keep", MAX_TEXT));
                case "file" ->
                    kept(in, owner.orElseThrow(() -> new ProtocolException("an account that begins with a file")));
                case "snapshot" -> new Item.Snapshot(in.text("path", MAX_PATH), in.link("file"), moment(in, "taken"));
                default -> throw new ProtocolException("an item of an account that is not known here");
            };
            in.end();
            return item;
        } catch (IllegalArgumentException e) {
            ProtocolException refused = new ProtocolException("item of an account: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private static Item.Kept kept(FieldReader in, Did owner) throws ProtocolException {
        String reach = in.text("reach", 16);
        SortedSet<Did> named = new TreeSet<>();
        for (Ipld one : in.items("to", MAX_NAMED)) {
            named.add(Keys.did(new FieldReader(Ipld.fields().put("did", one).build(), "reader"), "did"));
        }
        OptionalLong removed = in.optionalInteger("removed", 0, MAX_MILLIS);
        return new Item.Kept(
                Link.parse(in.text("link", 160)),
                in.text("name", MAX_NAME),
                switch (in.text("kind", 8)) {
                    case "file" -> FileInfo.Kind.FILE;
                    case "folder" -> FileInfo.Kind.FOLDER;
                    default -> throw new ProtocolException("neither a file nor a folder");
                },
                in.integer("size", 0, Long.MAX_VALUE),
                in.integer("entries", 0, Integer.MAX_VALUE),
                moment(in, "at"),
                new Audience(
                        owner,
                        Reach.labelled(reach).orElseThrow(() -> new ProtocolException("no reach is called " + reach)),
                        named),
                Availability.parse(in.text("holders", 16)),
                new Shape((int) in.integer("k", 1, 255), (int) in.integer("n", 1, 255)),
                in.bool("mine"),
                in.text("source", MAX_PATH),
                in.integer("new", 0, Long.MAX_VALUE),
                removed.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(removed.getAsLong())));
    }

    private static List<Item.Place> places(List<Ipld> values) throws ProtocolException {
        List<Item.Place> places = new ArrayList<>();
        for (Ipld value : values) {
            FieldReader in = new FieldReader(value, "device of a friend");
            places.add(new Item.Place(Keys.peer(in, "key"), addresses(in)));
            in.end();
        }
        return places;
    }

    static List<Multiaddr> addresses(FieldReader in) throws ProtocolException {
        List<Multiaddr> addresses = new ArrayList<>();
        for (Ipld address : in.items("addrs", MAX_ADDRESSES)) {
            if (!(address instanceof Ipld.Bin bin) || bin.bytes().length > MAX_ADDRESS_BYTES) {
                throw new ProtocolException("an address that is not bytes, or too long");
            }
            addresses.add(Multiaddr.fromBytes(bin.bytes()));
        }
        return addresses;
    }

    private static Instant moment(FieldReader in, String field) throws ProtocolException {
        return Instant.ofEpochMilli(in.integer(field, 0, MAX_MILLIS));
    }

    /// Where a kind stands in the order of an account.
    static int rank(Item item) {
        return switch (item) {
            case Item.Owner owner -> 0;
            case Item.Setting setting -> 1;
            case Item.Friend friend -> 2;
            case Item.Steward steward -> 3;
            case Item.Followed followed -> 4;
            case Item.Series series -> 5;
            case Item.Kept kept -> 6;
            case Item.Snapshot snapshot -> 7;
        };
    }

    /// How many of a kind there may be, so that nobody is made to take in without end.
    static long most(Item item) {
        return switch (item) {
            case Item.Owner owner -> 1;
            case Item.Setting setting -> 64;
            case Item.Friend friend -> 100_000;
            case Item.Steward steward -> 64;
            case Item.Followed followed -> 64;
            case Item.Series series -> 10_000;
            case Item.Kept kept -> 20_000_000;
            case Item.Snapshot snapshot -> 20_000_000;
        };
    }
}
