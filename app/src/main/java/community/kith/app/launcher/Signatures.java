package community.kith.app.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes signatures off copies of jars. Java checks them anew at each start, keeps thousands of digests in memory, and
/// leaves signed classes out of an AOT cache; Maven has compared the jars with their checksums when it fetched them.
public final class Signatures {
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private Signatures() {}

    /// Rewrites each signed jar in a folder.
    public static void strip(Path folder) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        for (Path jar : jars) {
            if (isSigned(jar)) {
                stripFrom(jar);
            }
        }
    }

    private static boolean isSigned(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream()
                    .anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
        }
    }

    private static void stripFrom(Path jar) throws IOException {
        Path unsigned = jar.resolveSibling(jar.getFileName() + ".unsigned");
        try (JarFile from = new JarFile(jar.toFile(), false);
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(unsigned), manifest(from))) {
            for (JarEntry entry : from.stream().toList()) {
                if (!SIGNATURE.matcher(entry.getName()).matches()
                        && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    copy(from, entry, to);
                }
            }
        }
        Files.move(unsigned, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Without the digests of single entries.
    private static Manifest manifest(JarFile jar) throws IOException {
        Manifest manifest = new Manifest();
        Manifest signed = jar.getManifest();
        if (signed != null) {
            manifest.getMainAttributes().putAll(signed.getMainAttributes());
        }
        return manifest;
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        JarEntry same = new JarEntry(entry.getName());
        same.setTime(entry.getTime());
        to.putNextEntry(same);
        try (InputStream bytes = from.getInputStream(entry)) {
            bytes.transferTo(to);
        }
        to.closeEntry();
    }
}
