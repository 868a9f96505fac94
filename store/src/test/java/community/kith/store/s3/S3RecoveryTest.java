package community.kith.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import community.kith.store.blob.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left after a crash, a lost index, or somebody else in the bucket.
@Tag("operators")
class S3RecoveryTest {
    private static final long ROOM = 1 << 20;

    @TempDir
    private Path folder;

    private Bucket bucket;

    @BeforeEach
    void create() throws IOException {
        bucket = Bucket.fresh();
    }

    @Test
    void countsAreExactAfterACrashWithoutAListOfTheBucket() throws IOException {
        var crashed = folder.resolve("crashed");
        Cid kept;
        try (var blobs = bucket.open(folder.resolve("store"), ROOM)) {
            kept = blobs.put(bytes(1, 100), 0, 100);
            blobs.put(bytes(2, 100), 0, 100);
            blobs.delete(Cid.ofRaw(bytes(2, 100)));
            copy(folder.resolve("store"), crashed);
        }
        var arrived = Cid.ofRaw(bytes(3, 30));
        var never = Cid.ofRaw(bytes(4, 40));
        try (var index = BlobIndex.open(crashed.resolve("index"), new Random())) {
            index.unsure(Map.of(arrived, 30L));
            index.unsure(Map.of(never, 40L));
        }
        Files.write(crashed.resolve("index"), new byte[20], StandardOpenOption.APPEND);
        bucket.put(Names.hex(arrived), bytes(3, 30));

        try (var blobs = bucket.open(crashed, ROOM)) {
            assertThat(blobs.count()).isEqualTo(2);
            assertThat(blobs.usedBytes()).isEqualTo(130);
            assertThat(blobs.has(kept)).isTrue();
            assertThat(blobs.read(arrived, 30)).hasValue(bytes(3, 30));
            assertThat(blobs.has(never)).isFalse();
        }
    }

    @Test
    void deletesLaterWhatACrashKeptFromBeingDeleted() throws IOException {
        var cid = Cid.ofRaw(bytes(1, 100));
        try (var blobs = bucket.open(folder, ROOM)) {
            blobs.put(bytes(1, 100), 0, 100);
        }
        try (var index = BlobIndex.open(folder.resolve("index"), new Random())) {
            index.doomed(cid, 100);
        }
        assertThat(bucket.objects()).containsExactly(Names.hex(cid));
        try (var blobs = bucket.open(folder, ROOM)) {
            assertThat(blobs.count()).isZero();
            blobs.awaitDeletions();
            assertThat(bucket.objects()).isEmpty();
        }
    }

    @Test
    void anotherStoreIsKeptOut() throws IOException {
        bucket.open(folder.resolve("one"), ROOM).close();
        assertThatThrownBy(() -> bucket.open(folder.resolve("two"), ROOM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to another store");
        try (var blobs = bucket.open(folder.resolve("one"), ROOM)) {
            assertThatThrownBy(() -> bucket.open(folder.resolve("one"), ROOM)).hasMessageContaining("in use");
            blobs.put(bytes(1, 1), 0, 1);
        }
        bucket.delete(Tenancy.MARK);
        assertThatThrownBy(() -> bucket.open(folder.resolve("one"), ROOM)).hasMessageContaining("right bucket");
    }

    @Test
    void aLostIndexIsCountedAnew() throws IOException {
        try (var blobs = bucket.open(folder.resolve("one"), ROOM)) {
            blobs.put(bytes(1, 100), 0, 100);
            blobs.put(bytes(2, 200), 0, 200);
        }
        bucket.put("notes.txt", bytes(3, 7));
        bucket.delete(Tenancy.MARK);
        try (var blobs = bucket.open(folder.resolve("two"), ROOM)) {
            assertThat(blobs.count()).isEqualTo(2);
            assertThat(blobs.usedBytes()).isEqualTo(300);
            assertThat(blobs.verify(Cid.ofRaw(bytes(2, 200)))).isTrue();
        }
    }

    @Test
    void aBlobThatSomebodyRemovedIsMissing() throws IOException {
        try (var blobs = bucket.open(folder, ROOM)) {
            var cid = blobs.put(bytes(1, 100), 0, 100);
            var other = blobs.put(bytes(2, 100), 0, 100);
            bucket.delete(Names.hex(cid));
            bucket.delete(Names.hex(other));
            assertThat(blobs.open(cid, 0, 10)).isEmpty();
            assertThat(blobs.read(other, 100)).isEmpty();
            assertThat(blobs.count()).isZero();
        }
    }

    @Test
    void anIndexIsRewrittenInFewerLines() throws IOException {
        var file = folder.resolve("index");
        try (var index = BlobIndex.open(file, new Random())) {
            for (var i = 0; i < 3000; i++) {
                index.there(Cid.ofRaw(bytes(i, 8)), 8);
                if (i % 10 > 0) {
                    index.gone(Cid.ofRaw(bytes(i, 8)));
                }
            }
        }
        var before = Files.size(file);
        try (var index = BlobIndex.open(file, new Random())) {
            assertThat(index.count()).isEqualTo(300);
            assertThat(Files.size(file)).isLessThan(before / 10);
        }
        try (var index = BlobIndex.open(file, new Random())) {
            assertThat(index.usedBytes()).isEqualTo(2400);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.copy(from.resolve("index"), to.resolve("index"));
    }

    private static byte[] bytes(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
