package community.kith.app.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start this very program again, in a process of its own.
final class Jvm {
    private final List<String> command;

    private Jvm(List<String> command) {
        this.command = List.copyOf(command);
    }

    /// Options that are not for a node: an agent's, a debugger's, those of the launcher for short commands.
    private static final List<String> NOT_FOR_NODES =
            List.of("-javaagent:", "-agentlib:", "-Dkith.", "-XX:TieredStopAtLevel=");

    private static final String CACHE = "-XX:AOTCache=";

    /// With the same Java, options and class path, and what the launcher says that nodes have besides.
    static Jvm likeThisOne() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (NOT_FOR_NODES.stream().noneMatch(option::startsWith)) {
                command.add(option.startsWith(CACHE) ? CACHE + cacheForNodes(option) : option);
            }
        }
        String forNodes = System.getProperty("kith.steady", "");
        command.addAll(forNodes.isBlank() ? List.of() : List.of(forNodes.strip().split(" +")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "community.kith.app.Main"));
        return new Jvm(command);
    }

    /// The launcher keeps one cache for commands and one for nodes.
    private static Path cacheForNodes(String option) {
        Path ours = Path.of(option.substring(CACHE.length()));
        Path theirs = ours.resolveSibling("node.aot");
        return Files.exists(theirs) ? theirs : ours;
    }

    ProcessBuilder run(String... arguments) {
        var whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return new ProcessBuilder(whole);
    }
}
