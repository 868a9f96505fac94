package community.kith.sync.log;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.sync.SpecPage;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// What `docs/spec/log.md` says is what the code does.
class LogSpecTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void vectors() throws IOException {
        Diary diary = Diary.numbered(0x81);
        Entry first = diary.write("hello");
        Entry second = diary.write("again", 7, Diary.NOW);
        Entry other = diary.forkedAfter(1).write("other", 7, Diary.NOW);
        ForkProof proof = ForkProof.of(other, second).orElseThrow();

        SpecPage page = SpecPage.read("spec/log.md");
        page.hasRow("first entry", "`" + HEX.formatHex(first.bytes()) + "`");
        page.hasRow("first entry's id", "`" + first.id() + "`");
        page.hasRow("second entry", "`" + HEX.formatHex(second.bytes()) + "`");
        page.hasRow("second entry's id", "`" + second.id() + "`");
        page.hasRow("fork proof", "`" + HEX.formatHex(proof.bytes()) + "`");
        assertThat(ForkProof.parse(HEX.parseHex(page.value("fork proof")))).isEqualTo(proof);
        assertThat(ReceivedEntry.parse(HEX.parseHex(page.value("second entry"))).verify())
                .isEqualTo(second);
    }
}
