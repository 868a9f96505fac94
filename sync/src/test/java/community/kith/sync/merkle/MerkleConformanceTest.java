package community.kith.sync.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import community.kith.base.check.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every proof of transparency-dev/merkle, good and bad.
@Tag("conformance")
class MerkleConformanceTest {
    /// Said to be right there, of roots that are some words and no hashes: Kith knows hashes of 32 bytes only, and
    /// takes no others.
    private static final Set<String> OF_NO_HASHES = Set.of(
            "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json",
            "subtreeconsistency/additional/sizes-are-equal-one-and-proof-is-empty.json",
            "subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-one-subtree-root-valid-tree-root-random-proof-is-empty.json",
            "subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-tree-root-random-proof-is-empty.json");

    private static Path folder() {
        return Vectors.folder("merkle");
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> folder().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreAllOfThem() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(518).containsAll(OF_NO_HASHES);
    }

    @ParameterizedTest
    @MethodSource("files")
    void comesToTheSameVerdict(String file) throws IOException {
        JsonNode vector = new JsonMapper().readTree(Files.readAllBytes(folder().resolve(file)));
        boolean wanted = !vector.get("wantErr").booleanValue();
        if (OF_NO_HASHES.contains(file)) {
            assertThat(verdict(file, vector)).isFalse();
            assumeThat(wanted).as("not about hashes").isFalse();
        }
        assertThat(verdict(file, vector)).as(vector.get("desc").stringValue()).isEqualTo(wanted);
    }

    private static boolean verdict(String file, JsonNode vector) {
        try {
            return switch (file.substring(0, file.indexOf('/'))) {
                case "inclusion" ->
                    MerkleProofs.includes(
                            number(vector, "leafIdx"),
                            number(vector, "treeSize"),
                            hash(vector, "leafHash"),
                            path(vector),
                            hash(vector, "root"));
                case "subtreeinclusion" ->
                    MerkleProofs.includes(
                            number(vector, "leafIdx"),
                            range(vector),
                            hash(vector, "leafHash"),
                            path(vector),
                            hash(vector, "root"));
                case "consistency" ->
                    MerkleProofs.extendsTree(
                            number(vector, "size1"),
                            number(vector, "size2"),
                            path(vector),
                            hash(vector, "root1"),
                            hash(vector, "root2"));
                case "subtreeconsistency" ->
                    MerkleProofs.contains(
                            range(vector),
                            number(vector, "size"),
                            path(vector),
                            hash(vector, "root1"),
                            hash(vector, "root2"));
                default -> throw new AssertionError("vectors of an unknown kind: " + file);
            };
        } catch (IllegalArgumentException e) {
            return false; // no number, hash or range of ours
        }
    }

    private static Range range(JsonNode vector) {
        return new Range(number(vector, "start"), number(vector, "end"));
    }

    private static long number(JsonNode vector, String field) {
        BigInteger number = vector.get(field).bigIntegerValue();
        if (number.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("beyond 63 bits: " + number);
        }
        return number.longValueExact();
    }

    private static Hash hash(JsonNode vector, String field) {
        return Hash.of(Base64.getDecoder().decode(vector.get(field).stringValue()));
    }

    private static List<Hash> path(JsonNode vector) {
        List<Hash> path = new ArrayList<>();
        if (vector.get("proof") != null) {
            vector.get("proof")
                    .forEach(hash -> path.add(Hash.of(Base64.getDecoder().decode(hash.stringValue()))));
        }
        return path;
    }
}
