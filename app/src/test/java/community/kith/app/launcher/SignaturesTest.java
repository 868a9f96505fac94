package community.kith.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSignedJarKeepsItsEntriesAndLosesItsSignature() throws IOException {
        Path jar = jar("signed.jar", "META-INF/BC.SF", "META-INF/BC.RSA", "a/B.class");

        Signatures.strip(folder);

        try (JarFile stripped = new JarFile(jar.toFile())) {
            assertThat(stripped.stream().map(JarEntry::getName)).containsExactly(JarFile.MANIFEST_NAME, "a/B.class");
            assertThat(stripped.getManifest().getEntries()).isEmpty();
            assertThat(stripped.isMultiRelease()).isTrue();
            assertThat(stripped.getInputStream(stripped.getEntry("a/B.class")).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("bytes of a/B.class");
        }
    }

    @Test
    void aJarWithoutASignatureIsLeftAlone() throws IOException {
        byte[] before = Files.readAllBytes(jar("plain.jar", "a/B.class", "META-INF/deep/X.SF"));

        Signatures.strip(folder);

        assertThat(folder.resolve("plain.jar")).hasBinaryContent(before);
    }

    private Path jar(String name, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Attributes digest = new Attributes();
        digest.putValue("SHA-256-Digest", "AAAA");
        manifest.getEntries().put("a/B.class", digest);
        var bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new JarEntry(entry));
                jar.write(("bytes of " + entry).getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }
}
