package community.kith.sync.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

class ForkProofTest {
    private final Diary diary = Diary.numbered(1).with(5);
    private final Diary fork = diary.forkedAfter(2);

    @Test
    void twoEntriesWithOneSequenceProveItToAStranger() throws ProtocolException {
        fork.write("another third line");

        ForkProof proof =
                ForkProof.of(diary.entries().get(2), fork.entries().get(2)).orElseThrow();
        ForkProof strangers = ForkProof.parse(proof.bytes());

        assertThat(strangers).isEqualTo(proof);
        assertThat(strangers.kind()).isEqualTo(ForkProof.Kind.RIVALS);
        assertThat(strangers.sequence()).isEqualTo(3);
        assertThat(strangers.log()).isEqualTo(diary.log());
        assertThat(proof.bytes()).hasSizeLessThanOrEqualTo(ForkProof.MAX_BYTES);
    }

    @Test
    void soDoesAnEntryThatNamesAnotherPredecessor() {
        fork.write("another third line");
        Entry fourth = fork.write("a fourth upon it");

        ForkProof proof = ForkProof.of(fourth, diary.entries().get(2)).orElseThrow();

        assertThat(proof.kind()).isEqualTo(ForkProof.Kind.UNLINKED);
        assertThat(proof.sequence()).isEqualTo(3);
    }

    @Test
    void nothingIsProvenByWhatAnHonestDeviceSigns() {
        for (Entry one : diary.entries()) {
            for (Entry other : diary.entries()) {
                assertThat(ForkProof.of(one, other)).isEmpty();
            }
            assertThat(ForkProof.of(one, Diary.numbered(2).write("somebody else's")))
                    .isEmpty();
        }
    }

    @Test
    void whatProvesNothingIsRefused() {
        byte[] bytes = DagCbor.encode(Ipld.fields()
                .put("v", 1)
                .put("a", diary.entries().get(0).bytes())
                .put("b", diary.entries().get(1).bytes())
                .build());
        assertThatThrownBy(() -> ForkProof.parse(bytes))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("do not contradict");
    }

    @Test
    void aForgedHalfIsRefused() {
        Entry other = fork.write("another third line");
        byte[] bytes = ForkProof.of(diary.entries().get(2), other).orElseThrow().bytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> ForkProof.parse(changed)).isInstanceOf(ProtocolException.class);
        }
    }
}
