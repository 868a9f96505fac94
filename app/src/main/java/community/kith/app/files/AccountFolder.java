package community.kith.app.files;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.base.crypto.Sealing;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.Stretching;
import community.kith.node.account.Account;
import community.kith.node.account.Item;
import community.kith.node.api.Kith;
import community.kith.node.api.Progress;
import community.kith.store.manifest.Link;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A directory with everything that is somebody's: `account.kith`, which is read back, `account.jsonl` with the same
/// for
/// people and other programs, `files/` with contents, and `passport.json` with the sealed key, where these were wanted.
/// Formats: `docs/guide/export.md`.
public final class AccountFolder {
    private static final String ACCOUNT = "account.kith";
    private static final String LINES = "account.jsonl";
    private static final String FILES = "files";
    private static final String KEY = "passport.json";
    private static final byte[] CONTEXT = "kith-export-passport-1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_KEY_FILE = 4_096;

    private final Path dir;

    private AccountFolder(Path dir) {
        this.dir = dir;
    }

    /// A new one that nobody but its owner may look into.
    public static AccountFolder make(Path dir) throws IOException {
        if (Files.isDirectory(dir)) {
            try (Stream<Path> there = Files.list(dir)) {
                if (there.findAny().isPresent()) {
                    throw new Failure(Exit.FAILED, dir + " is not empty", "Name a directory that is not there yet.");
                }
            }
        } else {
            Files.createDirectories(dir);
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        }
        return new AccountFolder(dir);
    }

    public static AccountFolder open(Path dir) throws IOException {
        if (!Files.isRegularFile(dir.resolve(ACCOUNT))) {
            throw new Failure(Exit.NOT_FOUND, dir + " has no " + ACCOUNT, "Name a directory that kith export wrote.");
        }
        return new AccountFolder(dir);
    }

    public Path dir() {
        return dir;
    }

    /// @param links of those files whose contents can be written beside it
    public record Written(long people, long files, List<Content> links) {
        public Written {
            links = List.copyOf(links);
        }
    }

    /// A file that was not removed.
    public record Content(String link, String name) {}

    /// Something that writes an account.
    @FunctionalInterface
    public interface Exporter {
        void write(OutputStream out) throws IOException;
    }

    /// Writes the account, and reads back what was written to tell it in lines of JSON.
    public Written write(Exporter from) throws IOException {
        try (OutputStream out = Files.newOutputStream(dir.resolve(ACCOUNT), StandardOpenOption.CREATE_NEW)) {
            from.write(out);
        }
        Counted counted = new Counted();
        try (InputStream in = account();
                BufferedWriter lines = Files.newBufferedWriter(dir.resolve(LINES), StandardOpenOption.CREATE_NEW)) {
            Account.each(in, item -> {
                counted.add(item);
                lines.write(json(item).toString());
                lines.newLine();
            });
        }
        return new Written(counted.people, counted.files, counted.contents);
    }

    private static final class Counted {
        private final List<Content> contents = new ArrayList<>();
        private long people;
        private long files;

        void add(Item item) {
            if (item instanceof Item.Friend) {
                people++;
            } else if (item instanceof Item.Kept kept) {
                files++;
                if (kept.removed().isEmpty()) {
                    contents.add(new Content(kept.link().toString(), kept.name()));
                }
            }
        }
    }

    public InputStream account() throws IOException {
        return new BufferedInputStream(Files.newInputStream(dir.resolve(ACCOUNT)));
    }

    /// What the owner is called.
    public String owner() throws IOException {
        String[] name = new String[1];
        try (InputStream in = account()) {
            Account.each(in, item -> {
                if (item instanceof Item.Owner owner) {
                    name[0] = owner.name();
                }
            });
        }
        return Optional.ofNullable(name[0]).orElseThrow(() -> new IOException(dir + " does not say whose it is"));
    }

    /// Brings the contents of files, each under its name; a second one of a name, or a version of it, gets the end of
    /// its
    /// CID.
    ///
    /// @return how many bytes
    public long writeFiles(Kith node, List<Content> contents) throws IOException {
        Path files = Files.createDirectories(dir.resolve(FILES));
        long bytes = 0;
        for (Content content : contents) {
            Path target = files.resolve(fileName(content.name()));
            if (Files.exists(target)) {
                String cid = Link.parse(content.link()).manifest().toString();
                target = files.resolve(fileName(content.name()) + "." + cid.substring(cid.length() - 12));
            }
            bytes += node.extract(content.link(), target, Progress.NONE);
        }
        return bytes;
    }

    private static String fileName(String name) {
        String plain = name.replaceAll("[/\\\\\\x00-\\x1f]", "_");
        return plain.isBlank() || plain.equals(".") || plain.equals("..") ? "untitled" : plain;
    }

    /// Writes the passport's key, sealed under what the passphrase gives.
    public void writeKey(SigningKey key, char[] passphrase, RandomGenerator entropy) throws IOException {
        byte[] salt = new byte[Stretching.SALT_BYTES];
        entropy.nextBytes(salt);
        Stretching by = Stretching.DEFAULT;
        byte[] closed = Sealing.seal(by.key(passphrase, salt), CONTEXT, key.seed(), entropy);
        HexFormat hex = HexFormat.of();
        ObjectNode json = Json.object()
                .put("format", "kith-passport/1")
                .put("kdf", "argon2id")
                .put("memoryKib", by.memoryKib())
                .put("passes", by.passes())
                .put("lanes", by.lanes())
                .put("salt", hex.formatHex(salt))
                .put("cipher", "aes-256-gcm")
                .put("sealed", hex.formatHex(closed));
        Files.writeString(dir.resolve(KEY), json + "\n", StandardOpenOption.CREATE_NEW);
    }

    /// The passport's key.
    ///
    /// @throws Failure when there is none, or the passphrase is another
    public SigningKey key(char[] passphrase) throws IOException {
        Path file = dir.resolve(KEY);
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_KEY_FILE) {
            throw new Failure(
                    Exit.NOT_FOUND,
                    dir + " has no " + KEY + ", so no passport's key",
                    "Make a home first: kith init, or kith recover.");
        }
        JsonNode json = Json.parse(Files.readString(file), file.toString());
        HexFormat hex = HexFormat.of();
        byte[] seed;
        try {
            var by = new Stretching(
                    json.path("memoryKib").asInt(),
                    json.path("passes").asInt(),
                    json.path("lanes").asInt());
            seed = Sealing.open(
                            by.key(passphrase, hex.parseHex(json.path("salt").asString(""))),
                            CONTEXT,
                            hex.parseHex(json.path("sealed").asString("")))
                    .orElseThrow(() -> new Failure(
                            Exit.REFUSED, "that is not the passphrase of the key in " + dir, "Try another."));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        return SigningKey.fromSeed(seed);
    }

    private static JsonNode json(Item item) {
        ObjectNode json = Json.object();
        return switch (item) {
            case Item.Owner owner ->
                json.put("is", "owner")
                        .put("did", owner.passport().toString())
                        .put("name", owner.name())
                        .put("household", owner.household());
            case Item.Setting setting ->
                json.put("is", "setting").put("name", setting.name()).put("value", setting.value());
            case Item.Friend friend -> friend(json, friend);
            case Item.Steward steward ->
                json.put("is", "steward")
                        .put("did", steward.person().toString())
                        .put("device", steward.device().toString())
                        .put("since", steward.since().toString());
            case Item.Followed followed ->
                json.put("is", "denylist")
                        .put("publisher", followed.list().publisher().toString())
                        .put("name", followed.list().name())
                        .put("sequence", followed.list().sequence());
            case Item.Series series ->
                json.put("is", "backup")
                        .put("path", series.path())
                        .put("everySeconds", series.every().toSeconds())
                        .put("keep", series.keep());
            case Item.Kept kept -> kept(json, kept);
            case Item.Snapshot snapshot ->
                json.put("is", "snapshot")
                        .put("path", snapshot.path())
                        .put("cid", snapshot.manifest().toString())
                        .put("taken", snapshot.taken().toString());
        };
    }

    private static JsonNode friend(ObjectNode json, Item.Friend friend) {
        var bond = friend.bond();
        json.put("is", "friend")
                .put("kind", bond.kind().label())
                .put("formed", bond.formed().toString())
                .put("a", bond.a().did().toString())
                .put("aName", bond.a().name())
                .put("b", bond.b().did().toString())
                .put("bName", bond.b().name())
                .put("bond", HexFormat.of().formatHex(bond.bytes()))
                .put("iHoldForThem", friend.gives())
                .put("theyHoldForMe", friend.given())
                .put("household", friend.household());
        var devices = json.putArray("devices");
        friend.devices().forEach(place -> {
            var addresses =
                    devices.addObject().put("device", place.device().toString()).putArray("addresses");
            place.addresses().forEach(address -> addresses.add(address.toString()));
        });
        return json;
    }

    private static JsonNode kept(ObjectNode json, Item.Kept kept) {
        json.put("is", kept.kind().name().toLowerCase(Locale.ROOT))
                .put("name", kept.name())
                .put("link", kept.link().toString())
                .put("cid", kept.link().manifest().toString())
                .put("bytes", kept.sizeBytes())
                .put("created", kept.created().toString())
                .put("reach", kept.audience().reach().label())
                .put("mine", kept.mine())
                .put("source", kept.source());
        var to = json.putArray("to");
        kept.audience().named().forEach(did -> to.add(did.toString()));
        kept.removed().ifPresent(when -> json.put("removed", when.toString()));
        return json;
    }
}
