package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.store.SpecPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest extends BlobsContract {
    @TempDir
    private Path temporary;

    private int opened;

    @Override
    Blobs open(long capacityBytes) throws IOException {
        return new FileBlobs(temporary.resolve("store" + opened++), capacityBytes);
    }

    @Override
    void damage(Blobs blobs, Cid cid, int atByte) throws IOException {
        flip(temporary.resolve("store0"), cid, atByte);
    }

    static void flip(Path store, Cid cid, int atByte) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(new Layout(store).place(cid).toFile(), "rw")) {
            file.seek(atByte);
            int before = file.read();
            file.seek(atByte);
            file.write(before ^ 1);
        }
    }

    @Test
    void blobsUsageAndCapacityOutliveTheProcess() throws IOException {
        Path folder = temporary.resolve("again");
        byte[] bytes = bytes(1, 1000);
        try (FileBlobs blobs = new FileBlobs(folder)) {
            blobs.put(bytes, 0, 1000);
        }
        assertThat(folder.resolve("usage")).hasContent("1 1000\n");
        try (FileBlobs blobs = new FileBlobs(folder, 1500)) {
            assertThat(folder.resolve("usage")).doesNotExist();
            assertThat(blobs.count()).isEqualTo(1);
            assertThat(blobs.usedBytes()).isEqualTo(1000);
            assertThat(blobs.read(Cid.ofRaw(bytes), 1000)).hasValue(bytes);
            assertThatThrownBy(() -> blobs.put(bytes, 0, 501)).isInstanceOf(StorageFullException.class);
        }
    }

    @Test
    void afterACrashLeftoversAreSweptAndBlobsCounted() throws IOException {
        Path folder = temporary.resolve("crashed");
        try (FileBlobs blobs = new FileBlobs(folder)) {
            blobs.put(bytes(1, 1000), 0, 1000);
        }
        Files.delete(folder.resolve("usage"));
        Files.write(folder.resolve("tmp/17"), bytes(2, 500));

        try (FileBlobs blobs = new FileBlobs(folder)) {
            assertThat(blobs.count()).isEqualTo(1);
            assertThat(blobs.usedBytes()).isEqualTo(1000);
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
        }
    }

    @Test
    void aUsageFileThatMakesNoSenseIsIgnored() throws IOException {
        Path folder = temporary.resolve("odd");
        for (String odd : new String[] {"", "1", "-1 5", "a b", "1 2 3", "9".repeat(30) + " 1"}) {
            new FileBlobs(folder).close();
            Files.writeString(folder.resolve("usage"), odd);
            try (FileBlobs blobs = new FileBlobs(folder)) {
                assertThat(blobs.count()).as(odd).isZero();
                assertThat(blobs.usedBytes()).isZero();
            }
        }
    }

    @Test
    void oneAtATimeHasTheFolder() throws IOException {
        Path folder = temporary.resolve("mine");
        try (FileBlobs blobs = new FileBlobs(folder)) {
            assertThatThrownBy(() -> new FileBlobs(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThat(blobs.count()).isZero();
        }
        new FileBlobs(folder).close();
    }

    @Test
    void onceClosedNothingChanges() throws IOException {
        FileBlobs blobs = new FileBlobs(temporary.resolve("closed"));
        Cid cid = blobs.put(bytes(1, 10), 0, 10);
        blobs.close();
        blobs.close();

        assertThatThrownBy(() -> blobs.put(bytes(2, 10), 0, 10)).hasMessageContaining("closed");
        assertThatThrownBy(() -> blobs.delete(cid)).hasMessageContaining("closed");
        assertThat(temporary.resolve("closed/usage")).hasContent("1 10\n");
    }

    @Test
    void damagedBlobsAreKeptInQuarantine() throws IOException {
        Path folder = temporary.resolve("sick");
        byte[] bytes = bytes(3, 100);
        try (FileBlobs blobs = new FileBlobs(folder)) {
            Cid cid = blobs.put(bytes, 0, 100);
            flip(folder, cid, 50);

            assertThatThrownBy(() -> blobs.verify(cid))
                    .isInstanceOf(DamagedBlobException.class)
                    .hasMessageContaining("quarantine");
            try (Stream<Path> kept = Files.list(folder.resolve("quarantine"))) {
                assertThat(kept).hasSize(1);
            }
        }
    }

    @Test
    void aBlobCutShortIsNoticed() throws IOException {
        Path folder = temporary.resolve("short");
        try (FileBlobs blobs = new FileBlobs(folder)) {
            Cid cid = blobs.put(bytes(4, 100), 0, 100);
            try (RandomAccessFile file =
                    new RandomAccessFile(new Layout(folder).place(cid).toFile(), "rw")) {
                file.setLength(60);
            }
            assertThatThrownBy(() -> blobs.read(cid, 100)).isInstanceOf(DamagedBlobException.class);
            assertThatThrownBy(() -> blobs.open(cid, 0, 100).orElseThrow().close())
                    .isInstanceOf(java.util.NoSuchElementException.class);
        }
    }

    @Test
    void failedPutsLeaveNoFile() throws IOException {
        Path folder = temporary.resolve("failed");
        try (FileBlobs blobs = new FileBlobs(folder)) {
            assertThatThrownBy(() -> blobs.put(new ByteArrayInputStream(new byte[5]), 6))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> blobs.put(Cid.ofRaw(new byte[1]), new ByteArrayInputStream(new byte[5]), 5))
                    .isInstanceOf(IOException.class);
            assertThat(folder.resolve("tmp")).isEmptyDirectory();
        }
    }

    /// The places of docs/spec/blob-store.md.
    @Test
    void filesLieWhereTheSpecSays() throws IOException {
        Path folder = temporary.resolve("spec");
        byte[] bytes = "held without looking\n".getBytes(StandardCharsets.US_ASCII);
        try (FileBlobs blobs = new FileBlobs(folder)) {
            Cid cid = blobs.put(bytes, 0, bytes.length);
            assertThat(cid.toString()).isEqualTo("bafkreiffp6lhqm2mv4ygiys4tenh3wcnp7zazylz26mj5qob6nwmy26rji");
        }
        SpecPage.named("blob-store.md").lists("bafkreiffp6lhqm2mv4ygiys4tenh3wcnp7zazylz26mj5qob6nwmy26rji");
        assertThat(folder.resolve("blobs/a5/a57f9678334caf3064625c991a7dd84d7ff20ce179d7989ec1c1f36ccc6bd14a"))
                .hasBinaryContent(bytes);
    }
}
