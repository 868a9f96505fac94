package community.kith.app.command;

import community.kith.app.demo.Narrator;
import community.kith.app.demo.Performance;
import community.kith.app.demo.Plan;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        description = {
            "Node processes on this computer become a community and hold a folder. Some are killed; everything is read"
                    + " back, compared, repaired onto the others and a newcomer, and after more deaths read again.",
            "Ends by itself, leaves nothing behind, and touches no home of yours."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  kith demo", "  kith demo photos --nodes 10 --kill 4", "  kith demo --keep", "  kith demo --recover"
        })
final class DemoCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "What is held; this checkout without it.")
    private Optional<Path> path = Optional.empty();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "7",
            description = "From 4 to 20; ${DEFAULT-VALUE} without it.")
    private int nodes;

    @Option(
            names = "--kill",
            paramLabel = "K",
            defaultValue = "3",
            description = "How many die at once, the owner among them; ${DEFAULT-VALUE} without it.")
    private int kill;

    @Option(names = "--keep", description = "Leaves the nodes up at the end, and says where their pages are.")
    private boolean keep;

    @Option(
            names = "--recover",
            description =
                    "With one more chapter: somebody loses every device, and is given their passport and every file"
                            + " back by three of five friends.")
    private boolean recover;

    DemoCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Surroundings around = kith.surroundings();
        Optional<Path> folder = path.map(each -> around.here().resolve(each).normalize());
        if (folder.isPresent() && !Files.exists(folder.get())) {
            throw new Failure(Exit.NOT_FOUND, "there is nothing at " + folder.get(), "");
        }
        var plan = new Plan(nodes, kill, folder, keep, recover);
        var narrator = new Narrator(around.terminal(), around.clock(), result.isJson());
        var performance = new Performance(plan, around.checkout(), narrator, around.clock(), around.entropy());
        return (performance.play() ? Exit.DONE : Exit.FAILED).code();
    }
}
