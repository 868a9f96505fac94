package community.kith.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Vectors;
import community.kith.base.name.Cid;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every pair of ipld/codec-fixtures.
@Tag("conformance")
class DagCborConformanceTest {
    private static final String SUFFIX = ".dag-cbor";

    @ParameterizedTest
    @MethodSource
    void readsAndWritesTheSameBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);

        Ipld value = DagCbor.decode(bytes);

        assertThat(DagCbor.encode(value)).isEqualTo(bytes);
        String name = file.getFileName().toString();
        String title = name.substring(0, name.lastIndexOf('.', name.length() - SUFFIX.length() - 1));
        assertThat(name).isEqualTo(title + "." + Cid.dagCbor(bytes) + SUFFIX);
        Ipld fromJson = DagJson.parse(Files.readAllBytes(file.resolveSibling(title + ".dag-json")));
        assertThat(value).isEqualTo(fromJson);
        assertThat(DagCbor.encode(fromJson)).isEqualTo(bytes);
    }

    static List<Path> readsAndWritesTheSameBytes() throws IOException {
        try (Stream<Path> files = Files.list(Vectors.folder("dag-cbor"))) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String name, String hex) {
        assertThatThrownBy(() -> DagCbor.decode(HexFormat.of().parseHex(hex)))
                .as(name)
                .isInstanceOf(ProtocolException.class);
    }

    static List<String[]> refuses() throws IOException {
        List<String[]> cases = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Vectors.folder("dag-cbor").resolve("negative"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                for (JsonNode entry : new JsonMapper().readTree(Files.readAllBytes(file))) {
                    cases.add(new String[] {
                        entry.get("name").stringValue(), entry.get("hex").stringValue()
                    });
                }
            }
        }
        return cases;
    }
}
