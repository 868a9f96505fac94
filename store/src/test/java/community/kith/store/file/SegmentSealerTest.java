package community.kith.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.Sha256;
import community.kith.store.SpecPage;
import community.kith.store.chunk.Salt;
import community.kith.store.manifest.Coding;
import community.kith.store.manifest.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentSealerTest {
    /// The keys of docs/spec/sealing.md.
    @Test
    void agreesWithTheVectorsOfTheSpec() throws IOException {
        check(
                "f2bfffa63e82ce4f23b5850ac0585febf2b6e0a84946bdd94aa0b6637ddca013",
                "25525ed3eb81567ae31a7efd511780a521013ad7887c8f34f8a79dd8bfa27320db091ccc",
                "held without looking");
        check(
                "5ab6e1827fc42f33ae7cf85d8a0a975446ee933a65b92f2f7931a5b647420f01",
                "f14ba34a61bd7bec288aca2ef98b8cd60536a1ad15a2879607137a3fe0a5e99871041d90",
                "held without ",
                "looking");
    }

    private static void check(String key, String sealed, String... texts) throws IOException {
        byte[] saltBytes = new byte[Salt.BYTES];
        for (int i = 0; i < saltBytes.length; i++) {
            saltBytes[i] = (byte) i;
        }
        Recipe recipe = Puts.recipe(Coding.SEALED, Salt.of(saltBytes), Puts.SMALL, bytes -> new Shape(1, 1));
        List<Chunk> chunks = new ArrayList<>();
        int offset = 0;
        for (String text : texts) {
            byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
            chunks.add(new Chunk(Sha256.of(plain), offset, plain.length));
            offset += plain.length;
        }
        byte[] all = String.join("", texts).getBytes(StandardCharsets.US_ASCII);

        CodedSegment coded = new SegmentSealer(recipe).seal(all, all.length, chunks);

        SpecPage page = SpecPage.named("sealing.md");
        page.lists(key);
        page.lists(sealed);
        assertThat(HexFormat.of().formatHex(coded.segment().key().orElseThrow().bytes()))
                .isEqualTo(key);
        assertThat(HexFormat.of().formatHex(coded.shards()[0], 0, sealed.length() / 2))
                .isEqualTo(sealed);
    }
}
