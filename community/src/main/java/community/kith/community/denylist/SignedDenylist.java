package community.kith.community.denylist;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One edition of somebody's denylist, signed by a device of theirs, which their passport vouches for.
///
/// Of two editions of one publisher and name the one with the higher sequence number counts. Reading one only checks
/// its
/// form; ask [#verify] before believing it.
///
/// @param sequence 1 for the first edition
public record SignedDenylist(
        Delegation by, String name, long sequence, Instant issued, List<Entry> entries, Signature signature) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 2 << 20;

    public static final int MAX_ENTRIES = 4_096;
    /// Blobs in all entries together.
    public static final int MAX_BLOBS = 48_000;

    public static final int MAX_NAME_CHARS = 40;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final String DOMAIN = "denylist/1";
    private static final int VERSION = 1;

    public SignedDenylist {
        requireName(name);
        if (sequence < 1) {
            throw new IllegalArgumentException("an edition before the first");
        }
        issued = Moments.seconds(issued);
        entries = List.copyOf(entries);
        if (entries.size() > MAX_ENTRIES
                || entries.stream().mapToLong(Entry::size).sum() > MAX_BLOBS) {
            throw new IllegalArgumentException(
                    "a denylist has at most " + MAX_ENTRIES + " entries and " + MAX_BLOBS + " blobs in all");
        }
    }

    /// @throws IllegalArgumentException unless it is lower-case letters, digits and hyphens, at most 40
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a denylist is 1 to 40 lower-case letters, digits and hyphens, not “" + name + "”");
        }
        return name;
    }

    /// Signs an edition with a device's key.
    public static SignedDenylist sign(
            SigningKey device, Delegation by, String name, long sequence, Instant issued, List<Entry> entries) {
        Ipld statement =
                statement(by, name, sequence, Moments.seconds(issued), entries).build();
        var signed = new SignedDenylist(by, name, sequence, issued, entries, Signature.sign(device, DOMAIN, statement));
        if (signed.bytes().length > MAX_BYTES) {
            throw new IllegalArgumentException("a denylist of more than " + MAX_BYTES + " bytes; begin another");
        }
        return signed;
    }

    /// Whether a device of the publisher signed exactly this, and not in the future.
    public Verdict verify(Instant now) {
        return by.verify(now)
                .and(() -> Moments.notAfter(now, "the denylist “" + name + "”", issued))
                .and(() -> Verdict.when(
                        signature.isBy(
                                by.deviceKey(),
                                DOMAIN,
                                statement(by, name, sequence, issued, entries).build()),
                        () -> "no device of " + publisher() + " signed this denylist"));
    }

    /// Whose list it is.
    public Did publisher() {
        return by.passport();
    }

    /// Blobs in all entries together.
    public int blobs() {
        return entries.stream().mapToInt(Entry::size).sum();
    }

    public byte[] bytes() {
        return DagCbor.encode(statement(by, name, sequence, issued, entries)
                .put("sig", signature.bytes())
                .build());
    }

    public static SignedDenylist parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a denylist of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "denylist");
        try {
            fields.integer("v", VERSION, VERSION);
            Delegation by = Delegation.read(fields.any("by"));
            String name = fields.text("name", MAX_NAME_CHARS);
            long sequence = fields.integer("seq", 1, Long.MAX_VALUE);
            Instant issued = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
            List<Entry> entries = new ArrayList<>();
            int left = MAX_BLOBS;
            for (Ipld item : fields.items("entries", MAX_ENTRIES)) {
                Entry entry = Entry.read(item, left * Sha256.BYTES);
                left -= entry.size();
                entries.add(entry);
            }
            Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
            fields.end();
            return new SignedDenylist(by, name, sequence, issued, entries, signature);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("denylist", e);
        }
    }

    private static FieldsBuilder statement(
            Delegation by, String name, long sequence, Instant issued, List<Entry> entries) {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", by.toIpld())
                .put("name", name)
                .put("seq", sequence)
                .put("at", issued.getEpochSecond())
                .put("entries", Ipld.list(entries.stream().map(Entry::toIpld).toList()));
    }
}
