package community.kith.node.account;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Varint;
import community.kith.base.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// The bytes of an account, made as they are read, so that a million files cost no more memory than one: a head, the
/// items, and an end with their number and hash.
final class AccountStream extends InputStream {
    static final String FORMAT = "kith-account/1";

    private final Source items;
    private final MessageDigest digest = Sha256.fresh();
    private byte[] chunk;
    private int at;
    private long count;
    private boolean ended;

    /// Where items come from.
    @FunctionalInterface
    interface Source {
        /// The next; empty when there is none left.
        Optional<Item> next() throws IOException;
    }

    AccountStream(Source items) {
        this.items = items;
        this.chunk = counted(Ipld.fields().put("format", FORMAT).build());
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int given = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, into, offset, given);
        at += given;
        return given;
    }

    private boolean fill() throws IOException {
        while (at == chunk.length) {
            if (ended) {
                return false;
            }
            Optional<Item> next = items.next();
            ended = next.isEmpty();
            chunk = next.isPresent() ? counted(ItemFormat.write(next.get())) : end();
            count += ended ? 0 : 1;
            at = 0;
        }
        return true;
    }

    private byte[] counted(Ipld value) {
        byte[] bytes = framed(DagCbor.encode(value));
        digest.update(bytes);
        return bytes;
    }

    private byte[] end() {
        return framed(DagCbor.encode(Ipld.fields()
                .put("t", "end")
                .put("items", count)
                .put("sum", digest.digest())
                .build()));
    }

    /// A value with its length in front.
    static byte[] framed(byte[] value) {
        byte[] length = Varint.encode(value.length);
        byte[] framed = Arrays.copyOf(length, length.length + value.length);
        System.arraycopy(value, 0, framed, length.length, value.length);
        return framed;
    }
}
