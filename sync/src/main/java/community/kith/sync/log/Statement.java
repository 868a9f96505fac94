package community.kith.sync.log;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Signed;
import community.kith.base.name.Cid;
import java.net.ProtocolException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// What an entry says, before anybody signs it.
///
/// @param sequence 1 for a log's first entry, one more for each after it
/// @param previous the entry before this one; none for the first
/// @param tick greater than that of every entry the author knew of when writing: the order of things, whatever clocks
/// say
/// @param at what the author's clock said, in whole milliseconds
/// @param type which [EntryType] the body is of
/// @param body a map
record Statement(
        LogId log, long sequence, Optional<Cid> previous, long tick, Instant at, String type, Ipld.Fields body) {
    static final int VERSION = 1;

    Statement {
        within("sequence", sequence, Entry.MAX_SEQUENCE);
        within("tick", tick, Entry.MAX_TICK);
        if (previous.isPresent() == (sequence == 1)) {
            throw new IllegalArgumentException("only a log's first entry follows none");
        }
        if (previous.isPresent() && previous.get().codec() != Cid.DAG_CBOR) {
            throw new IllegalArgumentException("what came before is not an entry");
        }
        at = milliseconds(at);
        requireTypeName(type);
    }

    byte[] message() {
        return Signed.message(Entry.DOMAIN, DagCbor.encode(fields().build()));
    }

    FieldsBuilder fields() {
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", log.bytes())
                .put("seq", sequence)
                .putIfPresent("prev", previous)
                .put("tick", tick)
                .put("at", at.toEpochMilli())
                .put("type", type)
                .put("body", body);
    }

    static Statement read(FieldReader fields) throws ProtocolException {
        fields.integer("v", VERSION, VERSION);
        LogId log = LogId.of(fields.bytesOf("by", LogId.BYTES));
        long sequence = fields.integer("seq", 1, Entry.MAX_SEQUENCE);
        Optional<Cid> previous = fields.optionalLink("prev");
        long tick = fields.integer("tick", 1, Entry.MAX_TICK);
        Instant at = Instant.ofEpochMilli(fields.integer("at", 0, Entry.MAX_MILLISECONDS));
        String type = fields.text("type", Entry.MAX_TYPE_CHARACTERS);
        if (!(fields.any("body") instanceof Ipld.Fields body)) {
            throw new ProtocolException("entry: field body is not a map");
        }
        try {
            return new Statement(log, sequence, previous, tick, at, type, body);
        } catch (IllegalArgumentException e) {
            ProtocolException malformed = new ProtocolException("entry: " + e.getMessage());
            malformed.initCause(e);
            throw malformed;
        }
    }

    /// Refuses names of types that are not words of lower-case letters, digits and hyphens, with points between them.
    static void requireTypeName(String type) {
        boolean plain =
                type.length() <= Entry.MAX_TYPE_CHARACTERS && type.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");
        if (!plain) {
            throw new IllegalArgumentException("not the name of a type of entry");
        }
    }

    private static void within(String what, long number, long max) {
        if (number < 1 || number > max) {
            throw new IllegalArgumentException("a " + what + " of " + number + ", outside 1 to " + max);
        }
    }

    private static Instant milliseconds(Instant at) {
        try {
            long milliseconds = at.toEpochMilli();
            if (milliseconds >= 0 && milliseconds <= Entry.MAX_MILLISECONDS) {
                return Instant.ofEpochMilli(milliseconds);
            }
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException("a time outside the years 1970 to 9999: " + at, e);
        }
        throw new IllegalArgumentException("a time outside the years 1970 to 9999: " + at);
    }
}
