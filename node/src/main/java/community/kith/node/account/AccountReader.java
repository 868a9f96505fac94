package community.kith.node.account;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Varint;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Did;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/// Takes the items off an account's bytes, one at a time and strictly: kinds in their order, no more of each than there
/// may be, and an end that says how many there were.
final class AccountReader implements AccountStream.Source {
    private final InputStream in;
    private final MessageDigest digest = Sha256.fresh();
    private Optional<Did> owner = Optional.empty();
    private long count;
    private int rank = -1;
    private long ofRank;
    private boolean ended;
    private byte[] pending = new byte[0];

    AccountReader(InputStream in) throws IOException {
        this.in = new BufferedInputStream(in);
        FieldReader head = new FieldReader(value(), "account");
        if (!head.text("format", 32).equals(AccountStream.FORMAT)) {
            throw new ProtocolException("an account of another format than " + AccountStream.FORMAT);
        }
        head.end();
    }

    @Override
    public Optional<Item> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        Ipld value = value();
        FieldReader fields = new FieldReader(value, "item of an account");
        if (fields.has("t") && fields.text("t", 16).equals("end")) {
            end(fields);
            return Optional.empty();
        }
        Item item = ItemFormat.read(value, owner);
        order(item);
        if (item instanceof Item.Owner mine) {
            owner = Optional.of(mine.passport());
        }
        count++;
        return Optional.of(item);
    }

    private void order(Item item) throws ProtocolException {
        int next = ItemFormat.rank(item);
        if (next < rank || (rank < 0 && next != 0)) {
            throw new ProtocolException("the items of this account are not in their order");
        }
        ofRank = next == rank ? ofRank + 1 : 1;
        rank = next;
        if (ofRank > ItemFormat.most(item)) {
            throw new ProtocolException("an account with more than " + ItemFormat.most(item) + " of one kind");
        }
    }

    private void end(FieldReader fields) throws IOException {
        ended = true;
        if (fields.integer("items", 0, Long.MAX_VALUE) != count
                || !Arrays.equals(fields.bytesOf("sum", Sha256.BYTES), digest.digest())
                || in.read() >= 0) {
            throw new ProtocolException("an account that was cut short, or put together of several");
        }
        fields.end();
    }

    /// Reads a value, and counts those before it in.
    private Ipld value() throws IOException {
        digest.update(pending);
        long length = Varint.read(in);
        if (length > ItemFormat.MAX_ITEM_BYTES) {
            throw new ProtocolException("an item of " + length + " bytes in an account");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new ProtocolException("an account that was cut short");
        }
        pending = AccountStream.framed(bytes);
        return DagCbor.decode(bytes);
    }
}
