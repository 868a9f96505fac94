package community.kith.p2p.negotiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.p2p.contract.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MultistreamTest {
    private static final String HEADER = "\u0013/multistream/1.0.0\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String sent() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void proposesAlongWithTheGreeting() throws IOException {
        assertThat(Multistream.propose(in(HEADER + "\u0007/noise\n"), out, List.of("/noise")))
                .contains("/noise");
        assertThat(sent()).isEqualTo(HEADER + "\u0007/noise\n");
    }

    @Test
    void proposesTheNextWhenTheFirstIsNotAvailable() throws IOException {
        assertThat(Multistream.propose(in(HEADER + "\u0003na\n\u0007/noise\n"), out, List.of("/tls/1.0.0", "/noise")))
                .contains("/noise");
        assertThat(sent()).isEqualTo(HEADER + "\u000b/tls/1.0.0\n\u0007/noise\n");
    }

    @Test
    void reportsThatNothingIsAvailable() throws IOException {
        assertThat(Multistream.propose(in(HEADER + "\u0003na\n"), out, List.of("/noise")))
                .isEmpty();
    }

    @Test
    void answersUntilItKnowsAProposal() throws IOException {
        InputStream in = in(HEADER + "\u0003ls\n\u000b/tls/1.0.0\n\u0007/noise\nfirst payload");

        assertThat(Multistream.answer(in, out, "/noise"::equals)).isEqualTo("/noise");

        assertThat(sent()).isEqualTo(HEADER + "\u0003na\n\u0003na\n\u0007/noise\n");
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("first payload");
    }

    @Test
    void refusesALineThatIsTooLong() {
        String line = "\u0081\u0008" + "x".repeat(1024) + "\n";

        assertThatThrownBy(() -> Multistream.answer(in(HEADER + line), out, "/noise"::equals))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1025");
    }

    @Test
    void refusesAHugeLengthWithoutWaitingForItsBytes() {
        assertThatThrownBy(() -> Multistream.answer(in("\u00ff\u00ff\u00ff\u00ff\u000f"), out, "/noise"::equals))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesAnotherGreeting() {
        assertThatThrownBy(() -> Multistream.answer(in("\u0007/hello\n"), out, "/noise"::equals))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesALineWithoutItsEnd() {
        assertThatThrownBy(() -> Multistream.answer(in("\u0013/multistream/1.0.0!"), out, "/noise"::equals))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesAnAnswerToSomethingElse() {
        assertThatThrownBy(() -> Multistream.propose(in(HEADER + "\u0004/tls\n"), out, List.of("/noise")))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void losesPatienceWithEndlessProposals() {
        String proposals = "\u0003/a\n".repeat(10_000);

        assertThatThrownBy(() -> Multistream.answer(in(HEADER + proposals), out, "/noise"::equals))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void saysSoWhenThePeerLeaves() {
        assertThatThrownBy(() -> Multistream.answer(in(HEADER), out, "/noise"::equals))
                .isInstanceOf(EOFException.class);
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() {
        byte[] good = (HEADER + "\u000b/tls/1.0.0\n\u0007/noise\n").getBytes(StandardCharsets.ISO_8859_1);

        Fuzz.damage(
                21,
                good,
                bytes -> Multistream.answer(
                        new ByteArrayInputStream(bytes), new ByteArrayOutputStream(), "/noise"::equals));
    }
}
