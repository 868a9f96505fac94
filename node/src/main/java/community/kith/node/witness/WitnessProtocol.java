package community.kith.node.witness;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.sync.checkpoint.SignedNote;
import community.kith.sync.merkle.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// One question and one answer on a stream of `/kith/witness/1.0.0`. Format: `docs/spec/checkpoint.md`.
final class WitnessProtocol {
    static final String ID = "/kith/witness/1.0.0";

    private static final int VERSION = 1;
    private static final int MAX_MESSAGE = 16 * 1024;
    private static final int MAX_NOTE = 4096;
    private static final int MAX_PATH = 64;
    private static final int MAX_REASON = 300;
    private static final long MAX_SIZE = 1L << 40;

    private WitnessProtocol() {}

    /// Please cosign.
    ///
    /// @param seen how many entries the witness had seen, as far as the asker knows
    /// @param path that the log only grew since
    /// @param note the checkpoint, signed by the log of the device that asks
    record Question(long seen, List<Hash> path, SignedNote note) {
        Question {
            path = List.copyOf(path);
        }
    }

    /// What a witness says.
    sealed interface Reply {
        /// @param note the same checkpoint, with the witness's signature alone
        record Cosigned(SignedNote note) implements Reply {}

        /// Prove it from this size on.
        record From(long size) implements Reply {}

        record Refused(String reason) implements Reply {}
    }

    static void write(OutputStream out, Question question) throws IOException {
        var path = question.path().stream().map(hash -> Ipld.of(hash.bytes())).toList();
        send(
                out,
                message("cosign")
                        .put("seen", question.seen())
                        .put("path", Ipld.list(path))
                        .put("note", question.note().bytes()));
    }

    static Question question(InputStream in) throws IOException {
        FieldReader fields = receive(in);
        requireType(fields.text("t", 16).equals("cosign"));
        long seen = fields.integer("seen", 0, MAX_SIZE);
        List<Hash> path = new ArrayList<>();
        for (Ipld item : fields.items("path", MAX_PATH)) {
            if (!(item instanceof Ipld.Bin bin) || bin.bytes().length != Hash.BYTES) {
                throw new ProtocolException("a path with something that is no hash");
            }
            path.add(Hash.of(bin.bytes()));
        }
        SignedNote note = SignedNote.parse(fields.bytes("note", MAX_NOTE));
        fields.end();
        return new Question(seen, path, note);
    }

    static void write(OutputStream out, Reply reply) throws IOException {
        send(
                out,
                switch (reply) {
                    case Reply.Cosigned cosigned ->
                        message("cosigned").put("note", cosigned.note().bytes());
                    case Reply.From from -> message("from").put("size", from.size());
                    case Reply.Refused no ->
                        message("refused")
                                .put(
                                        "reason",
                                        no.reason()
                                                .substring(
                                                        0, Math.min(no.reason().length(), MAX_REASON / 2)));
                });
    }

    static Reply reply(InputStream in) throws IOException {
        FieldReader fields = receive(in);
        Reply reply = switch (fields.text("t", 16)) {
            case "cosigned" -> new Reply.Cosigned(SignedNote.parse(fields.bytes("note", MAX_NOTE)));
            case "from" -> new Reply.From(fields.integer("size", 0, MAX_SIZE));
            case "refused" -> new Reply.Refused(fields.text("reason", MAX_REASON));
            default -> throw new ProtocolException("an answer of a witness of an unknown type");
        };
        fields.end();
        return reply;
    }

    private static void requireType(boolean known) throws ProtocolException {
        if (!known) {
            throw new ProtocolException("a question to a witness of an unknown type");
        }
    }

    private static FieldsBuilder message(String type) {
        return Ipld.fields().put("v", VERSION).put("t", type);
    }

    private static void send(OutputStream out, FieldsBuilder message) throws IOException {
        DagCbor.write(out, message.build());
        out.flush();
    }

    private static FieldReader receive(InputStream in) throws IOException {
        FieldReader fields = new FieldReader(DagCbor.read(in, MAX_MESSAGE), "message to or from a witness");
        fields.integer("v", VERSION, VERSION);
        return fields;
    }
}
