package community.kith.app.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start this very program again, in a process of its own.
final class Jvm {
    private final List<String> command;

    private Jvm(List<String> command) {
        this.command = List.copyOf(command);
    }

    /// With the same Java, options and class path, but neither agents nor a debugger.
    static Jvm likeThisOne() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-javaagent:")
                    && !option.startsWith("-agentlib:")
                    && !option.startsWith("-Dkith.")) {
                command.add(option);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "community.kith.app.Main"));
        return new Jvm(command);
    }

    ProcessBuilder run(String... arguments) {
        var whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return new ProcessBuilder(whole);
    }
}
