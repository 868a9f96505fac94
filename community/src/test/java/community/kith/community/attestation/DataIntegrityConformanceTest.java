package community.kith.community.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.bytes.Multibase;
import community.kith.base.check.Vectors;
import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.json.Jcs;
import community.kith.base.json.Json;
import community.kith.base.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The credential of W3C's vc-di-eddsa, appendix B, step by step.
@Tag("conformance")
class DataIntegrityConformanceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void comesToTheSameTextsHashesAndSignature() throws IOException {
        Json.Obj document = json("unsigned.json");
        Json.Obj options = json("proofConfigJCS.json");

        assertThat(Jcs.text(document)).isEqualTo(text("canonDocJCS.txt"));
        assertThat(Jcs.text(options)).isEqualTo(text("proofCanonJCS.txt"));
        assertThat(hex(Sha256.of(Jcs.bytes(document)))).isEqualTo(text("docHashJCS.txt"));
        assertThat(hex(Sha256.of(Jcs.bytes(options)))).isEqualTo(text("proofHashJCS.txt"));
        assertThat(hex(SecuredDocument.hash(options, document))).isEqualTo(text("combinedHashJCS.txt"));
        SecuredDocument ours = SecuredDocument.sign(document, key(), Instant.parse("2023-02-24T23:36:38Z"));
        assertThat(hex(ours.signature().bytes())).isEqualTo(text("sigHexJCS.txt"));
        assertThat(ours.json().get("proof").orElseThrow().toString()).contains(text("sigBTC58JCS.txt"));
        assertThat(Jcs.text(ours.json())).isEqualTo(Jcs.text(json("signedJCS.json")));
    }

    @Test
    void believesIt() throws IOException {
        SecuredDocument theirs = SecuredDocument.read(json("signedJCS.json"));

        assertThat(theirs.verify(NOW).isAllowed()).isTrue();
        assertThat(theirs.by().toString())
                .isEqualTo("did:key:"
                        + json("keyPair.json").text("publicKeyMultibase").orElseThrow());
    }

    private static SigningKey key() throws IOException {
        byte[] bytes = Multibase.decode(
                json("keyPair.json").text("privateKeyMultibase").orElseThrow());
        return SigningKey.fromSeed(Arrays.copyOfRange(bytes, 2, bytes.length));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Json.Obj json(String name) throws IOException {
        return JsonReader.object(
                Files.readAllBytes(Vectors.folder("eddsa-jcs-2022").resolve(name)));
    }

    private static String text(String name) throws IOException {
        return new String(Files.readAllBytes(Vectors.folder("eddsa-jcs-2022").resolve(name)), StandardCharsets.UTF_8)
                .strip();
    }
}
