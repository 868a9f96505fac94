package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenylistTest {
    private static final Cid ONE = Cid.ofRaw(new byte[] {1});
    private static final Cid TWO = Cid.ofRaw(new byte[] {2});

    @TempDir
    Path home;

    private Path file;
    private Denylist denylist;

    @BeforeEach
    void open() {
        file = home.resolve("denylist");
        denylist = Denylist.in(file);
    }

    @Test
    void deniesNothingWithoutAFile() throws IOException {
        assertThat(denylist.reason(ONE)).isEmpty();
        assertThat(Denylist.none().reason(ONE)).isEmpty();
    }

    @Test
    void tellsTheReason() throws IOException {
        Files.writeString(file, "# mine\n\n  " + ONE + "   somebody  asked me to\n" + TWO + "\n");
        assertThat(denylist.reason(ONE)).contains("somebody  asked me to");
        assertThat(denylist.reason(TWO)).contains("no reason given");
    }

    @Test
    void followsTheFile() throws IOException {
        Files.writeString(file, ONE + " first\n");
        assertThat(denylist.reason(ONE)).contains("first");
        Files.writeString(file, TWO + " later\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
        assertThat(denylist.reason(ONE)).isEmpty();
        assertThat(denylist.reason(TWO)).contains("later");
        Files.delete(file);
        assertThat(denylist.reason(TWO)).isEmpty();
    }

    @Test
    void deniesTheBytesByWhateverNameOfTheirs() throws IOException {
        Cid another = Cid.of(Cid.DAG_PB, new Multihash(Multihash.SHA2_256, ONE.digest()));
        Files.writeString(file, another + " by another name\n");
        assertThat(denylist.reason(ONE)).contains("by another name");
    }

    @Test
    void reportsLinesThatNameNothing() throws IOException {
        Files.writeString(file, "bafkrei-typo spam\n" + ONE + " good\n");
        assertThat(denylist.reason(ONE)).contains("good");
        assertThat(denylist.problems()).singleElement().asString().contains("line 1");
    }
}
