package community.kith.sync.log;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.crypto.SigningKey;
import java.net.ProtocolException;

/// Bytes that have the form of an entry, from whoever sent them. Nothing is believed before [#verify].
public final class ReceivedEntry {
    private final Statement statement;
    private final byte[] signature;
    private final byte[] bytes;

    private ReceivedEntry(Statement statement, byte[] signature, byte[] bytes) {
        this.statement = statement;
        this.signature = signature;
        this.bytes = bytes;
    }

    /// Takes exactly what [Entry#bytes] gives, and no other way to write the same.
    public static ReceivedEntry parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > Entry.MAX_BYTES) {
            throw new ProtocolException("an entry of " + bytes.length + " bytes, more than " + Entry.MAX_BYTES);
        }
        byte[] own = bytes.clone();
        FieldReader fields = new FieldReader(DagCbor.decode(own), "entry");
        Statement statement = Statement.read(fields);
        byte[] signature = fields.bytesOf("sig", SigningKey.SIGNATURE_BYTES);
        fields.end();
        return new ReceivedEntry(statement, signature, own);
    }

    /// Whose log it claims to be of.
    public LogId log() {
        return statement.log();
    }

    /// Where in that log it claims to be.
    public long sequence() {
        return statement.sequence();
    }

    /// The entry, when the log's device signed it.
    ///
    /// @throws ProtocolException when it did not
    public Entry verify() throws ProtocolException {
        return verify(statement.log());
    }

    /// As [#verify()], with the same log's name from before, so that its key is decoded once for many entries.
    public Entry verify(LogId known) throws ProtocolException {
        if (!known.equals(statement.log()) || !known.key().verify(statement.message(), signature)) {
            throw new ProtocolException(
                    "entry %d of %s was not signed by that device".formatted(statement.sequence(), statement.log()));
        }
        return believed();
    }

    Entry believed() {
        return new Entry(statement, bytes);
    }
}
