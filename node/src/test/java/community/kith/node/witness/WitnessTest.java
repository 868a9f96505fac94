package community.kith.node.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.node.Village;
import community.kith.node.Village.Villager;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Trace;
import community.kith.node.witness.WitnessProtocol.Question;
import community.kith.node.witness.WitnessProtocol.Reply;
import community.kith.sync.checkpoint.Checkpoint;
import community.kith.sync.checkpoint.EntryProof;
import community.kith.sync.checkpoint.NoteKey;
import community.kith.sync.checkpoint.ProofCheck;
import community.kith.sync.checkpoint.SignedNote;
import community.kith.sync.checkpoint.Witness;
import community.kith.sync.log.LogId;
import community.kith.sync.merkle.Hash;
import community.kith.sync.merkle.MerkleTree;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Checkpoints of real nodes, cosigned among their people.
class WitnessTest {
    private static void inStep(List<Villager> all) throws IOException {
        for (int round = 0; round < 3; round++) {
            for (Villager each : all) {
                each.node().bringLogsInStep();
            }
        }
    }

    private static Checkpoints checkpoints(Villager of) {
        return of.node().checkpoints();
    }

    private static Trace trace(Villager of, OptionalLong entry) throws IOException {
        return of.node().devices().trace(entry);
    }

    private static ProofCheck.Answer verified(Trace trace, byte[] leaf, byte[] proof) throws ProtocolException {
        List<NoteKey> witnesses = new ArrayList<>();
        for (String key : trace.keys().witnesses()) {
            witnesses.add(NoteKey.parse(key));
        }
        var check = new ProofCheck(NoteKey.parse(trace.keys().log()), witnesses, witnesses.size());
        return check.check(leaf, EntryProof.parse(proof));
    }

    private static byte[] leaf(Trace trace) {
        return Base64.getDecoder().decode(trace.entry());
    }

    @Test
    void whatADeviceWroteIsCosignedByTwoOfItsPeopleAndProvenByThat() throws IOException {
        try (Village village = new Village(1)) {
            Villager ada = village.settle("Ada");
            List<Villager> all = List.of(ada, village.settle("Ben"), village.settle("Cleo"), village.settle("Dora"));
            village.befriend(all);
            inStep(all);
            assertThatThrownBy(() -> trace(ada, OptionalLong.empty())).isInstanceOf(NotFoundException.class);

            ada.node().signCheckpoint();

            Trace first = trace(ada, OptionalLong.of(1));
            assertThat(first.says()).isEqualTo("device.delegated");
            assertThat(first.size()).isEqualTo(4);
            assertThat(first.keys().witnesses()).hasSize(2);
            byte[] proof = first.proof().getBytes(StandardCharsets.UTF_8);
            assertThat(verified(first, leaf(first), proof)).isInstanceOf(ProofCheck.Answer.Proven.class);
            assertThatThrownBy(() -> trace(ada, OptionalLong.of(5))).isInstanceOf(NotFoundException.class);

            ada.node().devices().rename(ada.peer(), "study");
            ada.node().signCheckpoint();

            Trace last = trace(ada, OptionalLong.empty());
            assertThat(last.sequence()).isEqualTo(5);
            assertThat(last.says()).isEqualTo("device.renamed");
            assertThat(last.keys().witnesses()).isEqualTo(first.keys().witnesses());
            byte[] grown = last.proof().getBytes(StandardCharsets.UTF_8);
            assertThat(verified(last, leaf(last), grown)).isInstanceOf(ProofCheck.Answer.Proven.class);

            var afterARestart = new OwnCheckpoints(ada.node().journal(), ada.key());
            assertThat(afterARestart.prove(5).proof().toString()).isEqualTo(last.proof());
            assertThat(afterARestart.sign().orElseThrow().seen()).isEqualTo(2);
        }
    }

    @Test
    void noByteOfAProofOrOfItsEntryCanBeChanged() throws IOException {
        try (Village village = new Village(2)) {
            Villager ada = village.settle("Ada");
            List<Villager> all = List.of(ada, village.settle("Ben"), village.settle("Cleo"));
            village.befriend(all);
            inStep(all);
            ada.node().signCheckpoint();
            Trace trace = trace(ada, OptionalLong.of(2));
            byte[] proof = trace.proof().getBytes(StandardCharsets.UTF_8);
            byte[] leaf = leaf(trace);

            for (int at = 0; at < leaf.length; at++) {
                byte[] changed = leaf.clone();
                changed[at] ^= 1;
                assertThat(verified(trace, changed, proof)).isInstanceOf(ProofCheck.Answer.Unproven.class);
            }
            for (int at = 0; at < proof.length; at++) {
                byte[] changed = proof.clone();
                changed[at] ^= 1;
                assertThat(isProven(trace, leaf, changed)).as("byte " + at).isFalse();
            }
        }
    }

    private static boolean isProven(Trace trace, byte[] leaf, byte[] proof) {
        try {
            return verified(trace, leaf, proof) instanceof ProofCheck.Answer.Proven;
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Test
    void aWitnessRefusesAHistoryThatWasRewrittenAfterItSawALongerOneAndKeepsBoth() throws IOException {
        try (Village village = new Village(3)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            village.befriend(List.of(ada, ben));
            inStep(List.of(ada, ben));
            ada.node().signCheckpoint();
            Trace before = trace(ada, OptionalLong.empty());
            assertThat(before.keys().witnesses()).hasSize(1);
            long size = before.size();

            MerkleTree rewritten = new MerkleTree();
            for (long i = 0; i < size; i++) {
                rewritten.add(("another story " + i).getBytes(StandardCharsets.UTF_8));
            }
            var afterARestart = new WitnessBook(ben.node().journal().database(), Witness.of(ben.key()));
            SignedNote shorter = checkpoint(ada, size - 1, rewritten.root(size - 1));
            SignedNote same = checkpoint(ada, size, rewritten.root());
            for (int i = 0; i < 4; i++) {
                rewritten.add(new byte[] {(byte) i});
            }
            SignedNote longer = checkpoint(ada, size + 4, rewritten.root());
            Checkpoints thief = checkpoints(ada);

            assertThat(thief.exchange(ben.peer(), new Question(0, List.of(), shorter)))
                    .isEqualTo(new Reply.From(size));
            assertThat(checkpoints(ben).rewritten()).isEmpty();
            assertThat(afterARestart.answer(LogId.of(ada.peer()), new Question(0, List.of(), shorter), village.now()))
                    .isEqualTo(new Witness.Answer.Behind(size));
            assertThat(thief.exchange(ben.peer(), new Question(size, List.of(), same)))
                    .isInstanceOf(Reply.Refused.class);
            var path = rewritten.consistency(size, size + 4);
            assertThat(thief.exchange(ben.peer(), new Question(size, path, longer)))
                    .isInstanceOf(Reply.Refused.class);

            assertThat(checkpoints(ben).rewritten()).containsExactly(ada.peer());
            List<SignedNote> kept = checkpoints(ben).contradiction(ada.peer());
            assertThat(kept.getLast()).isEqualTo(same);
            assertThat(Checkpoint.parse(kept.getFirst().text()).size()).isEqualTo(size);
            assertThat(ben.node().doctor()).anyMatch(check -> check.detail().contains("something else than before"));
            ada.node().devices().rename(ada.peer(), "study");
            ada.node().signCheckpoint();
            assertThat(trace(ada, OptionalLong.empty()).keys().witnesses())
                    .as("what does go on is cosigned still")
                    .hasSize(1);
            assertThat(trace(ada, OptionalLong.empty()).size()).isEqualTo(size + 1);
        }
    }

    private static SignedNote checkpoint(Villager of, long size, Hash root) {
        return new Checkpoint(NoteKey.ofLog(LogId.of(of.peer())).name(), size, root).sign(of.key());
    }

    @Test
    void nobodyIsAWitnessOfSomebodyElsesLogOrOfAStrangers() throws IOException {
        try (Village village = new Village(4)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            Villager eve = village.settle("Eve");
            village.befriend(List.of(ada, ben));
            SignedNote hers = checkpoint(ada, 1, Hash.leaf(new byte[0]));

            assertThatThrownBy(() -> checkpoints(eve).exchange(ben.peer(), new Question(0, List.of(), hers)))
                    .isInstanceOf(IOException.class);
            SignedNote bens = checkpoint(ben, 1, Hash.leaf(new byte[0]));
            assertThat(checkpoints(ada).exchange(ben.peer(), new Question(0, List.of(), bens)))
                    .isInstanceOf(Reply.Refused.class);
        }
    }

    @Test
    void askedTooOftenAWitnessAnswersNoMore() throws IOException {
        try (Village village = new Village(5)) {
            Villager ada = village.settle("Ada");
            Villager ben = village.settle("Ben");
            village.befriend(List.of(ada, ben));
            Question question = new Question(0, List.of(), checkpoint(ada, 1, Hash.leaf(new byte[0])));
            for (int i = 0; i < 12; i++) {
                checkpoints(ada).exchange(ben.peer(), question);
            }

            assertThatThrownBy(() -> checkpoints(ada).exchange(ben.peer(), question))
                    .isInstanceOf(IOException.class);
        }
    }
}
