package community.kith.store.care;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.store.manifest.Stripe;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// All that a steward needs to audit and repair stripes, and nothing that opens them: shards by row, who has them and
/// where these people are, and questions with their answers. Made for one steward, with a seed that nobody else knows.
/// Format: `docs/spec/stripe-list.md`.
///
/// @param turn how many other stewards try before this one does, so that not all repair the same
public record StripeList(int turn, Tokens tokens, List<ListedHolder> holders, List<ListedStripe> stripes) {
    /// What [#bytes] never exceeds: a list travels as a blob.
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    public static final int MAX_STRIPES = 4096;
    public static final int MAX_HOLDERS = 256;
    /// About each blob.
    public static final int MAX_QUESTIONS = 64;

    public static final int MAX_TURN = 15;

    private static final int VERSION = 1;

    public StripeList {
        holders = List.copyOf(holders);
        stripes = List.copyOf(stripes);
        if (turn < 0 || turn > MAX_TURN) {
            throw new IllegalArgumentException("turn " + turn);
        }
        if (stripes.isEmpty() || stripes.size() > MAX_STRIPES || holders.size() > MAX_HOLDERS) {
            throw new IllegalArgumentException(stripes.size() + " stripes at " + holders.size() + " holders");
        }
        int known = holders.size();
        if (stripes.stream().flatMap(one -> one.seats().stream()).anyMatch(seat -> seat.holder() >= known)) {
            throw new IllegalArgumentException("a seat at a holder that is not listed");
        }
    }

    /// The tree whose root the right names.
    public StripeTree tree() {
        return new StripeTree(plain());
    }

    private List<Stripe> plain() {
        return stripes.stream().map(ListedStripe::stripe).toList();
    }

    public byte[] bytes() {
        byte[] encoded = DagCbor.encode(Ipld.fields()
                .put("v", VERSION)
                .put("turn", turn)
                .put("seed", tokens.seed())
                .put(
                        "holders",
                        Ipld.list(holders.stream().map(ListedHolder::toIpld).toList()))
                .put(
                        "stripes",
                        Ipld.list(stripes.stream().map(ListedStripe::toIpld).toList()))
                .build());
        if (encoded.length > MAX_BYTES) {
            throw new IllegalArgumentException("a list of " + encoded.length + " bytes, more than " + MAX_BYTES);
        }
        return encoded;
    }

    public static StripeList parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a list of stripes of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "stripe list");
        try {
            return read(fields);
        } catch (IllegalArgumentException e) {
            ProtocolException refused = new ProtocolException("stripe list: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private static StripeList read(FieldReader fields) throws ProtocolException {
        fields.integer("v", VERSION, VERSION);
        int turn = (int) fields.integer("turn", 0, MAX_TURN);
        Tokens tokens = new Tokens(fields.bytesOf("seed", Tokens.SEED_BYTES));
        List<ListedHolder> holders = new ArrayList<>();
        for (Ipld item : fields.items("holders", MAX_HOLDERS)) {
            holders.add(ListedHolder.read(item));
        }
        List<ListedStripe> stripes = new ArrayList<>();
        for (Ipld item : fields.items("stripes", MAX_STRIPES)) {
            stripes.add(ListedStripe.read(item, holders.size()));
        }
        fields.end();
        return new StripeList(turn, tokens, holders, stripes);
    }
}
