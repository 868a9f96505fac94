package community.kith.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher `./kith` in a checkout of its own, with a Java and a Maven that only write down how they were called.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> MODULES =
            List.of("base", "p2p", "store", "sync", "community", "node", "doors", "app");

    @TempDir
    private Path dir = Path.of("");

    private Path checkout = dir;
    private Path calls = dir;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectories(dir.resolve("a checkout"));
        calls = dir.resolve("calls");
        Files.copy(launcher(), checkout.resolve("kith"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        for (String module : MODULES) {
            Files.createDirectories(checkout.resolve(module + "/src/main"));
            Files.writeString(checkout.resolve(module + "/pom.xml"), "");
        }
        jdk("jdk", "25.0.1");
        maven("3.8.7");
        age(checkout);
    }

    private static Path launcher() {
        return Path.of("").toAbsolutePath().resolveSibling("kith");
    }

    private void jdk(String name, String version) throws IOException {
        Path home = dir.resolve(name);
        script(home.resolve("bin/java"), """
                echo "java $*" >>'%s'
                for word; do case $word in -XX:AOTCacheOutput=*) : >"${word#*=}" ;; esac; done
                echo "ran $JAVA_MARK\"""".formatted(calls));
        script(home.resolve("bin/javac"), "exit 0");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private void maven(String version) throws IOException {
        script(dir.resolve("tools/mvn"), """
                if [ "$1" = -v ]; then echo 'Apache Maven %s'; exit 0; fi
                echo "mvn $*" >>'%s'
                mkdir -p app/target/kith && echo jar >app/target/kith/kith.jar
                """.formatted(version, calls));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /// Makes everything older than what is built from now on.
    private static void age(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }

    private record Ended(int exit, String out, String err) {}

    private ProcessBuilder command(Path launcher, String... arguments) {
        var builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PATH", dir.resolve("tools") + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", dir.resolve("jdk").toString());
        builder.environment().put("JAVA_MARK", "it");
        return builder;
    }

    private Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = Files.createTempFile(dir, "err", "");
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
    }

    private List<String> callsOf(String program) throws IOException {
        return Files.readAllLines(calls).stream()
                .filter(line -> line.startsWith(program + " "))
                .toList();
    }

    @Test
    void buildsOnFirstUseRehearsesAndRuns() throws Exception {
        Ended ended = run(command(checkout.resolve("kith"), "status", "--json"));

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo("ran it\n");
        assertThat(ended.err()).contains("kith: building", "kith: preparing a fast start");
        assertThat(callsOf("mvn"))
                .singleElement()
                .asString()
                .contains("-pl base,p2p,store,sync,community,node,doors,app package");
        assertThat(callsOf("java"))
                .hasSize(3)
                .element(1)
                .asString()
                .containsSubsequence("node.aot", " rehearse -- ", "kith.aot");
        assertThat(callsOf("java"))
                .last()
                .asString()
                .contains("-XX:AOTCache=")
                .endsWith("community.kith.app.Main status --json");
    }

    @Test
    void buildsAgainOnlyWhenASourceHasChanged() throws Exception {
        run(command(checkout.resolve("kith"), "ls"));
        assertThat(run(command(checkout.resolve("kith"), "ls")).err()).isEmpty();
        assertThat(callsOf("mvn")).hasSize(1);

        Path source = Files.writeString(checkout.resolve("store/src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        run(command(checkout.resolve("kith"), "ls"));

        assertThat(callsOf("mvn")).hasSize(2);
    }

    @Test
    void onlyTheNodeIsCompiledWithBothCompilers() throws Exception {
        run(command(checkout.resolve("kith"), "--home", "run", "status"));
        assertThat(callsOf("java")).last().asString().contains("-XX:TieredStopAtLevel=1");

        run(command(checkout.resolve("kith"), "--home", "h", "run", "--http", "127.0.0.1:1"));
        assertThat(callsOf("java"))
                .last()
                .asString()
                .doesNotContain("TieredStopAtLevel")
                .contains("node.aot", "-XX:MaxRAMPercentage=40");
    }

    @Test
    void theOwnersJavaOptionsComeLast() throws Exception {
        ProcessBuilder builder = command(checkout.resolve("kith"), "run");
        builder.environment().put("KITH_JAVA_OPTS", "-Xmx1g -Dx=y");

        run(builder);

        assertThat(callsOf("java")).last().asString().containsSubsequence("-XX:MaxRAM=640m", "-Xmx1g -Dx=y", "-cp");
    }

    @Test
    void findsItsCheckoutThroughLinks() throws Exception {
        Path elsewhere = Files.createDirectories(dir.resolve("bin"));
        Files.createSymbolicLink(elsewhere.resolve("there"), checkout.resolve("kith"));
        Files.createSymbolicLink(elsewhere.resolve("kith"), Path.of("there"));

        Ended ended = run(command(elsewhere.resolve("kith"), "ls").directory(dir.toFile()));

        assertThat(ended.out()).isEqualTo("ran it\n");
        assertThat(callsOf("java")).last().asString().contains("-Dkith.checkout=" + checkout.toRealPath());
    }

    @Test
    void twoFirstCallsBuildOnce() throws Exception {
        script(dir.resolve("tools/mvn"), """
                if [ "$1" = -v ]; then echo 'Apache Maven 3.9.9'; exit 0; fi
                echo "mvn $*" >>'%s'
                sleep 1
                mkdir -p app/target/kith && echo jar >app/target/kith/kith.jar
                """.formatted(calls));
        Process first = command(checkout.resolve("kith"), "ls").start();

        Ended second = run(command(checkout.resolve("kith"), "ls"));

        assertThat(second.exit()).isZero();
        assertThat(first.waitFor()).isZero();
        assertThat(callsOf("mvn")).hasSize(1);
    }

    @Test
    void withoutANewEnoughJdkItSaysWhatToInstall() throws Exception {
        jdk("jdk", "21.0.4");
        ProcessBuilder builder = command(checkout.resolve("kith"), "ls");
        builder.environment().put("HOME", dir.toString());
        Files.writeString(
                checkout.resolve("kith"),
                Files.readString(checkout.resolve("kith"))
                        .replaceAll("(?m)/usr/lib/jvm/\\*|/opt/\\S+|/usr/java/\\*", ""));

        Ended ended = run(builder);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("JDK 25", "apt install", "dnf install", "brew install");
    }

    @Test
    void withoutMavenOrWithAnOldOneItSaysSo() throws Exception {
        maven("3.6.3");
        assertThat(run(command(checkout.resolve("kith"), "ls")).err()).contains("Maven 3.8", "is 3.6");

        Files.delete(dir.resolve("tools/mvn"));
        ProcessBuilder builder = command(checkout.resolve("kith"), "ls");
        builder.environment().put("PATH", withoutMaven());
        Ended ended = run(builder);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("no mvn on the PATH", "apt install maven");
    }

    /// A PATH with what the launcher needs of a system, and nothing else.
    private String withoutMaven() throws IOException {
        Path bare = Files.createDirectories(dir.resolve("bare"));
        for (String program : List.of("readlink", "find", "head", "mkdir", "flock", "sed", "touch", "cat")) {
            script(bare.resolve(program), "PATH=/usr/bin:/bin exec " + program + " \"$@\"");
        }
        return bare.toString();
    }

    @Test
    void aBuildThatFailsShowsWhy() throws Exception {
        script(dir.resolve("tools/mvn"), """
                if [ "$1" = -v ]; then echo 'Apache Maven 3.8.7'; exit 0; fi
                echo '[ERROR] the roof is missing'; exit 1
                """);

        Ended ended = run(command(checkout.resolve("kith"), "ls"));

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("the roof is missing", "build failed", "build.log");
        assertThat(ended.out()).isEmpty();
    }
}
