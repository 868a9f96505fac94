package community.kith.p2p.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What this computer is good at.
final class Processor {
    private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");
    private static final List<String> KINDS = List.of("amd64", "x86_64", "aarch64");

    private static final List<Aead> CIPHERS = hasAes() ? List.of(Aead.AES_GCM) : List.of();

    private Processor() {}

    /// The ciphers to ask for besides ChaCha20-Poly1305, which is good everywhere.
    static List<Aead> ciphers() {
        return CIPHERS;
    }

    /// Without instructions for AES and the multiplication in GCM, Java is slow at it, and perhaps not in constant
    /// time.
    private static boolean hasAes() {
        String kind = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            return false;
        }
        try {
            return !Files.isReadable(LINUX_CPUS) || hasAes(Files.readString(LINUX_CPUS, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    /// @param cpus as Linux lists them
    static boolean hasAes(String cpus) {
        return cpus.lines()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .findFirst()
                .map(line -> Arrays.asList(line.split("\\s+")))
                .filter(words -> words.contains("aes") && (words.contains("pclmulqdq") || words.contains("pmull")))
                .isPresent();
    }
}
