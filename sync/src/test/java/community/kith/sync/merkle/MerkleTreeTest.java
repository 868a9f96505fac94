package community.kith.sync.merkle;

import static community.kith.base.check.Property.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /// The leaves that the reference implementation of RFC 6962 is tried with, and the root of the first n of them.
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final String ROOT_OF_ALL = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";

    @Test
    void hasThePublishedRoots() {
        MerkleTree tree = new MerkleTree();
        assertThat(tree.root()).isEqualTo(Hash.EMPTY);
        LEAVES.forEach(leaf -> tree.add(HexFormat.of().parseHex(leaf)));

        assertThat(HexFormat.of().formatHex(tree.root().bytes())).isEqualTo(ROOT_OF_ALL);
        assertThat(tree.root(0)).isEqualTo(Hash.EMPTY);
        assertThat(tree.root(1)).isEqualTo(Hash.leaf(new byte[0]));
    }

    @Test
    void everyProofOfEveryTreeUpToManyLeavesHolds() throws IOException {
        MerkleTree tree = tree(40);
        ProofMaker maker = new ProofMaker(tree);
        for (long size = 1; size <= tree.size(); size++) {
            Hash root = tree.root(size);
            for (long index = 0; index < size; index++) {
                assertThat(MerkleProofs.includes(index, size, leaf(index), tree.inclusion(index, size), root))
                        .isTrue();
            }
            for (long start = 0; start < size; start++) {
                for (long end = start; end <= size; end++) {
                    Range range = new Range(start, end);
                    if (range.isSubtree()) {
                        assertThat(MerkleProofs.contains(
                                        range, size, maker.consistency(range, size), maker.root(range), root))
                                .as("%s in %d", range, size)
                                .isTrue();
                    }
                }
            }
        }
    }

    /// One proof, right or with one thing changed.
    record Trial(long smaller, long larger, List<Hash> path, Hash smallerRoot, Hash largerRoot) {}

    @Test
    void aChangedProofOfGrowthNeverHolds() {
        MerkleTree tree = tree(300);
        forAll(
                2000,
                random -> {
                    long larger = 2 + random.nextLong(298);
                    long smaller = 1 + random.nextLong(larger - 1);
                    List<Hash> path = new ArrayList<>(tree.consistency(smaller, larger));
                    int at = random.nextInt(path.size());
                    switch (random.nextInt(4)) {
                        case 0 -> path.remove(at);
                        case 1 -> path.add(at, Hash.leaf(new byte[] {1}));
                        case 2 -> path.set(at, Hash.leaf(new byte[] {2}));
                        default -> {
                            return new Trial(
                                    smaller, larger, path, tree.root(smaller), tree.root(larger == 2 ? 1 : larger - 1));
                        }
                    }
                    return new Trial(smaller, larger, path, tree.root(smaller), tree.root(larger));
                },
                trial -> assertThat(MerkleProofs.extendsTree(
                                trial.smaller, trial.larger, trial.path, trial.smallerRoot, trial.largerRoot))
                        .isFalse());
    }

    @Test
    void tilesGiveTheSameProofs() throws IOException {
        long size = 70_000;
        MerkleTree tree = tree((int) size);
        Map<String, byte[]> files = new HashMap<>();
        for (Tile tile : Tile.of(size)) {
            files.put(tile.path(), TiledHashes.bytes(tile, tree));
        }
        ProofMaker tiled =
                new ProofMaker(new TiledHashes(size, tile -> Objects.requireNonNull(files.get(tile.path()))));

        assertThat(tiled.root(Range.first(size))).isEqualTo(tree.root());
        for (long index : new long[] {0, 255, 256, 69_888, 69_999, 65_535, 65_536}) {
            assertThat(tiled.inclusion(index, Range.first(size))).isEqualTo(tree.inclusion(index, size));
        }
        assertThat(tiled.consistency(Range.first(40_123), size)).isEqualTo(tree.consistency(40_123, size));
    }

    @Test
    void aTreeOfSeventyThousandHasTheTilesThatTheSpecificationSays() {
        List<Tile> tiles = Tile.of(70_000);

        assertThat(tiles.stream().filter(tile -> tile.level() == 0 && tile.isFull()))
                .hasSize(273);
        assertThat(tiles).contains(new Tile(0, 273, 112), new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(2, 0, 1));
        assertThat(tiles).hasSize(277);
        assertThat(Tile.of(256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
        assertThat(Tile.of(0)).isEmpty();
    }

    @Test
    void tilesHaveOnePathEach() throws ProtocolException {
        assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new Tile(1, 0, 17).path()).isEqualTo("tile/1/000.p/17");
        assertThat(new Tile(0, 5, 3).entriesPath()).isEqualTo("tile/entries/005.p/3");
        for (Tile tile : Tile.of(300_000)) {
            assertThat(Tile.parse(tile.path())).isEqualTo(tile);
        }
        for (String wrong : List.of(
                "tile/0/67",
                "tile/0/1234067",
                "tile/00/067",
                "tile/0/x000/067",
                "tile/0/067.p/256",
                "tile/0/067.p/0",
                "tile/64/000",
                "tile/0/-01",
                "tile/0/001/067",
                "tile/0/x001/x234/x067",
                "tile/0/",
                "tile/0",
                "../../etc",
                "tile/0/x999/x999/x999/x999/x999/x999/999")) {
            assertThatThrownBy(() -> Tile.parse(wrong)).as(wrong).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void aTileOfAnotherSizeIsRefused() {
        ProofMaker maker = new ProofMaker(new TiledHashes(300, tile -> new byte[31]));

        assertThatThrownBy(() -> maker.root(Range.first(300))).isInstanceOf(ProtocolException.class);
    }

    private static MerkleTree tree(int size) {
        MerkleTree tree = new MerkleTree();
        for (long i = 0; i < size; i++) {
            tree.add(leaf(i));
        }
        return tree;
    }

    private static Hash leaf(long index) {
        return Hash.leaf(("entry " + index).getBytes(StandardCharsets.UTF_8));
    }
}
