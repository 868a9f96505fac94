package community.kith.sync.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.sync.SpecPage;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Diary;
import community.kith.sync.log.MemoryEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `docs/spec/checkpoint.md` says is what the code does.
class CheckpointSpecTest {
    @Test
    void vectors() throws IOException {
        Diary diary = Diary.numbered(0x81);
        diary.write("hello");
        diary.write("again", 7, Diary.NOW);
        MemoryEntries entries = new MemoryEntries();
        diary.entries().forEach(new Admission(entries)::received);
        Witness witness = Witness.of(Diary.numbered(0x82).key());
        NoteKey log = NoteKey.ofLog(diary.log());

        LogTree tree = new LogTree(diary.log()).upTo(2, entries);
        SignedNote note = tree.sign(diary.key());
        Witness.Answer.Cosigned cosigned =
                (Witness.Answer.Cosigned) witness.cosign(note, log, Witness.Seen.NOTHING, List.of(), Diary.NOW);
        EntryProof proof = tree.prove(2, 2, note.with(cosigned.signature()));

        SpecPage page = SpecPage.read("spec/checkpoint.md");
        page.hasRow("the log's key", "`" + log + "`");
        page.hasRow("the witness's key", "`" + witness.noteKey() + "`");
        assertThat(Files.readString(Path.of("..", "docs", "spec", "checkpoint.md")))
                .contains("```text\n" + proof + "```");
        assertThat(new ProofCheck(log, List.of(witness.noteKey()), 1)
                        .check(diary.entries().get(1).bytes(), EntryProof.parse(proof.bytes())))
                .isInstanceOf(ProofCheck.Answer.Proven.class);
    }
}
