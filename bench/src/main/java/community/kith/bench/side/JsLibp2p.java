package community.kith.bench.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// js-libp2p on Node.js, as `interop/js` installs it.
record JsLibp2p(Path scripts, Path node) {
    static final String NAME = "js-libp2p";

    /// Empty when Node.js or the packages are not on this machine; `bench/run` has tried to get them.
    static Optional<JsLibp2p> find(Plan plan) {
        Path scripts = plan.checkout().resolve("interop/js");
        Optional<Path> node = Programs.find("node");
        if (node.isEmpty() || !Files.isDirectory(scripts.resolve("node_modules/libp2p"))) {
            plan.say("js-libp2p is not installed, so there is nothing to compare with");
            return Optional.empty();
        }
        return Optional.of(new JsLibp2p(scripts, node.get()));
    }

    /// Runs a script that prints one line of JSON.
    JsonNode run(String script, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(node.toString(), script));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return Programs.json(scripts, command);
    }
}
