package community.kith.sync.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.crypto.SigningKey;
import community.kith.sync.log.Diary;
import community.kith.sync.merkle.Hash;
import community.kith.sync.merkle.MerkleTree;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ORIGIN = "example.com/log";

    private final SigningKey device = Diary.numbered(1).key();
    private final Witness ben = new Witness("ben.example", Diary.numbered(2).key());
    private final Witness cleo = new Witness("cleo.example", Diary.numbered(3).key());
    private final NoteKey log = new NoteKey(ORIGIN, NoteKey.Role.LOG, device.verifyingKey());
    private final MerkleTree tree = new MerkleTree();

    CheckpointTest() {
        for (int i = 0; i < 20; i++) {
            tree.add(leaf(i));
        }
    }

    private static byte[] leaf(int index) {
        return ("entry " + index).getBytes(StandardCharsets.UTF_8);
    }

    private Checkpoint at(long size) {
        return new Checkpoint(ORIGIN, size, tree.root(size));
    }

    @Test
    void readsThePublishedNoteAndKey() throws ProtocolException {
        NoteKey key = NoteKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        String published = """
                This is an example message.

                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
                """;

        SignedNote note = SignedNote.parse(published.getBytes(StandardCharsets.UTF_8));

        assertThat(key.role()).isEqualTo(NoteKey.Role.LOG);
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        NoteSignature signature = note.signatures().getFirst();
        assertThat(signature.isOf(key)).isTrue();
        assertThat(key.key().verify(note.text().getBytes(StandardCharsets.UTF_8), signature.signature()))
                .isTrue();
        assertThat(note).hasToString(published);
    }

    @Test
    void readsThePublishedCheckpointWithItsCosignature() throws ProtocolException {
        String published = """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                """;

        SignedNote note = SignedNote.parse(published.getBytes(StandardCharsets.UTF_8));
        Checkpoint checkpoint = Checkpoint.parse(note.text());

        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(checkpoint.text()).isEqualTo(note.text());
        assertThat(note.signatures())
                .extracting(NoteSignature::name)
                .containsExactly("example.com/behind-the-sofa", "witness.example.com/w1");
        assertThat(note).hasToString(published);
    }

    @Test
    void anEntryIsProvenWithWitnessesOffline() throws ProtocolException {
        SignedNote note = cosigned(cosigned(at(20).sign(device), ben), cleo);
        EntryProof proof = new EntryProof(7, tree.inclusion(7, 20), note);
        ProofCheck check = new ProofCheck(log, List.of(ben.noteKey(), cleo.noteKey()), 2);

        ProofCheck.Answer answer = check.check(leaf(7), EntryProof.parse(proof.bytes()));

        assertThat(answer).isInstanceOf(ProofCheck.Answer.Proven.class);
        ProofCheck.Answer.Proven proven = (ProofCheck.Answer.Proven) answer;
        assertThat(proven.index()).isEqualTo(7);
        assertThat(proven.checkpoint()).isEqualTo(at(20));
        assertThat(proven.seen()).containsEntry("ben.example", NOW).containsEntry("cleo.example", NOW);
    }

    private SignedNote cosigned(SignedNote note, Witness witness) {
        Witness.Answer answer = witness.cosign(note, log, Witness.Seen.NOTHING, List.of(), NOW);
        return note.with(((Witness.Answer.Cosigned) answer).signature());
    }

    @Test
    void whatIsNotSoIsNotProven() {
        SignedNote note = cosigned(at(20).sign(device), ben);
        EntryProof proof = new EntryProof(7, tree.inclusion(7, 20), note);
        ProofCheck check = new ProofCheck(log, List.of(ben.noteKey(), cleo.noteKey()), 1);

        assertThat(reason(check, leaf(8), proof)).contains("not number 7 of the 20");
        assertThat(reason(check, leaf(7), new EntryProof(8, proof.path(), note)))
                .contains("not number 8");
        assertThat(reason(new ProofCheck(log, check.witnesses(), 2), leaf(7), proof))
                .contains("1 of the 2 witnesses");
        NoteKey other =
                new NoteKey(ORIGIN, NoteKey.Role.LOG, Diary.numbered(4).key().verifyingKey());
        assertThat(reason(new ProofCheck(other, List.of(), 0), leaf(7), proof)).contains("did not sign");
        NoteKey elsewhere = new NoteKey("elsewhere", NoteKey.Role.LOG, device.verifyingKey());
        assertThat(reason(new ProofCheck(elsewhere, List.of(), 0), leaf(7), proof))
                .contains("not of elsewhere");
        SignedNote forged = new SignedNote(at(19).text(), note.signatures());
        assertThat(reason(check, leaf(7), new EntryProof(7, proof.path(), forged)))
                .contains("is false");
    }

    @Test
    void aSignatureUnderAnUnknownNameIsPassedOver() {
        SignedNote note = at(20).sign(device).with(new NoteSignature("somebody.example", 7, new byte[5]));
        EntryProof proof = new EntryProof(7, tree.inclusion(7, 20), note);

        assertThat(new ProofCheck(log, List.of(), 0).check(leaf(7), proof))
                .isInstanceOf(ProofCheck.Answer.Proven.class);
    }

    private static String reason(ProofCheck check, byte[] leaf, EntryProof proof) {
        return ((ProofCheck.Answer.Unproven) check.check(leaf, proof)).reason();
    }

    @Test
    void aWitnessSignsWhatOnlyGrew() {
        Witness.Answer first = ben.cosign(at(8).sign(device), log, Witness.Seen.NOTHING, List.of(), NOW);
        Witness.Seen seen = ((Witness.Answer.Cosigned) first).seen();

        assertThat(ben.cosign(at(20).sign(device), log, seen, tree.consistency(8, 20), NOW))
                .isInstanceOf(Witness.Answer.Cosigned.class);
        assertThat(ben.cosign(at(8).sign(device), log, seen, List.of(), NOW))
                .isInstanceOf(Witness.Answer.Cosigned.class);
        assertThat(ben.cosign(at(7).sign(device), log, seen, List.of(), NOW)).isEqualTo(new Witness.Answer.Behind(8));
    }

    @Test
    void aWitnessDoesNotSignARewrittenLog() {
        MerkleTree rewritten = new MerkleTree();
        for (int i = 0; i < 20; i++) {
            rewritten.add(leaf(i == 3 ? 99 : i));
        }
        SignedNote note = new Checkpoint(ORIGIN, 20, rewritten.root()).sign(device);
        Witness.Seen seen = new Witness.Seen(8, tree.root(8));

        assertThat(ben.cosign(note, log, seen, rewritten.consistency(8, 20), NOW))
                .isInstanceOf(Witness.Answer.Refused.class);
        assertThat(ben.cosign(note, log, new Witness.Seen(20, tree.root(20)), List.of(), NOW))
                .isInstanceOf(Witness.Answer.Refused.class);
    }

    @Test
    void aWitnessDoesNotSignForAnotherLogOrKey() {
        NoteKey other =
                new NoteKey(ORIGIN, NoteKey.Role.LOG, Diary.numbered(4).key().verifyingKey());

        assertThat(ben.cosign(at(8).sign(device), other, Witness.Seen.NOTHING, List.of(), NOW))
                .isInstanceOf(Witness.Answer.Refused.class);
        assertThat(ben.cosign(new SignedNote(at(8).text(), List.of()), log, Witness.Seen.NOTHING, List.of(), NOW))
                .isInstanceOf(Witness.Answer.Refused.class);
    }

    @Test
    void keysAreReadBackAndTypingErrorsNoticed() throws ProtocolException {
        for (NoteKey key : List.of(log, ben.noteKey())) {
            String text = key.toString();
            assertThat(NoteKey.parse(text)).isEqualTo(key);
            for (int i = 0; i < text.length(); i++) {
                String wrong = text.substring(0, i) + (text.charAt(i) == 'a' ? 'b' : 'a') + text.substring(i + 1);
                assertThatThrownBy(() -> NoteKey.parse(wrong)).as(wrong).isInstanceOf(ProtocolException.class);
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoteKey("two words", NoteKey.Role.LOG, device.verifyingKey()));
    }

    @Test
    void textThatIsNoCheckpointIsRefused() {
        String root = Hash.EMPTY.toString();
        for (String text : List.of(
                "",
                "a\n1\n",
                "a\n01\n" + root + "\n",
                "a\n-1\n" + root + "\n",
                "a\n1\n" + root,
                "\n1\n" + root + "\n",
                "a\n1\n" + root.substring(4) + "\n",
                "a\n9999999999999999999\n" + root + "\n",
                "cosignature/v1\n1\n" + root + "\n",
                "a\n1\n" + root + "\n\nx\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(text)).as(text).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    @Tag("fuzz")
    void parsersBoundTheirMemory() {
        SignedNote note = cosigned(at(20).sign(device), ben);
        Fuzz.bytes(
                List.of(note.bytes()),
                bytes -> Checkpoint.parse(SignedNote.parse(bytes).text()));
        Fuzz.bytes(List.of(new EntryProof(7, tree.inclusion(7, 20), note).bytes()), EntryProof::parse);
        Fuzz.text(List.of(log.toString()), NoteKey::parse);
    }
}
