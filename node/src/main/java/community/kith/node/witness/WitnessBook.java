package community.kith.node.witness;

import community.kith.node.ledger.Database;
import community.kith.node.witness.WitnessProtocol.Question;
import community.kith.sync.checkpoint.Checkpoint;
import community.kith.sync.checkpoint.NoteKey;
import community.kith.sync.checkpoint.SignedNote;
import community.kith.sync.checkpoint.Witness;
import community.kith.sync.checkpoint.Witness.Answer;
import community.kith.sync.checkpoint.Witness.Seen;
import community.kith.sync.log.LogId;
import community.kith.sync.merkle.Hash;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.List;

/// What this device cosigned last of each log, and what it was shown that does not go with it: one such pair for each
/// log, the first.
final class WitnessBook {
    private final Database database;
    private final Witness witness;

    WitnessBook(Database database, Witness witness) {
        this.database = database;
        this.witness = witness;
    }

    /// Decides, and has written it down for good when this returns.
    Answer answer(LogId log, Question question, Instant now) throws IOException {
        return database.transaction(() -> {
            Seen before = seen(log);
            if (question.seen() != before.size()) {
                return new Answer.Behind(before.size());
            }
            Answer answer = witness.cosign(question.note(), NoteKey.ofLog(log), before, question.path(), now);
            switch (answer) {
                case Answer.Cosigned yes -> keep(log, yes.seen(), question.note());
                case Answer.Refused no -> keepIfSigned(log, before, question.note(), now);
                case Answer.Behind behind -> {
                    // being behind contradicts nothing
                }
            }
            return answer;
        });
    }

    private Seen seen(LogId log) throws IOException {
        return database.first(
                        "SELECT entries, root FROM witnessed WHERE log=?",
                        row -> new Seen(row.number("entries"), Hash.of(row.bytes("root"))),
                        log.bytes())
                .orElse(Seen.NOTHING);
    }

    private void keep(LogId log, Seen seen, SignedNote note) throws IOException {
        database.update(
                "INSERT INTO witnessed (log, entries, root, note) VALUES (?, ?, ?, ?) ON CONFLICT (log) DO UPDATE SET"
                        + " entries=excluded.entries, root=excluded.root, note=excluded.note",
                log.bytes(),
                seen.size(),
                seen.root().bytes(),
                note.bytes());
    }

    /// Both are signed by the log: of the same size they contradict each other for anybody; otherwise until its device
    /// shows how the one grew out of the other.
    private void keepIfSigned(LogId log, Seen before, SignedNote note, Instant now) throws IOException {
        Checkpoint shown;
        try {
            shown = Checkpoint.parse(note.text());
        } catch (ProtocolException e) {
            return; // no checkpoint contradicts nothing
        }
        NoteKey key = NoteKey.ofLog(log);
        if (before.size() > 0 && shown.origin().equals(key.name()) && shown.isSigned(note, key)) {
            database.update(
                    "INSERT INTO contradiction (log, seen, shown, at) SELECT log, note, ?, ? FROM witnessed WHERE log=?"
                            + " ON CONFLICT (log) DO NOTHING",
                    note.bytes(),
                    now,
                    log.bytes());
        }
    }

    /// The logs that were shown to this device as something else than before.
    List<LogId> rewritten() throws IOException {
        return database.query("SELECT log FROM contradiction ORDER BY log", row -> LogId.of(row.bytes("log")));
    }

    /// The two checkpoints, signed by the log, that do not go together.
    List<SignedNote> contradiction(LogId log) throws IOException {
        return database.first(
                        "SELECT seen, shown FROM contradiction WHERE log=?",
                        row -> List.of(SignedNote.parse(row.bytes("seen")), SignedNote.parse(row.bytes("shown"))),
                        log.bytes())
                .orElse(List.of());
    }
}
