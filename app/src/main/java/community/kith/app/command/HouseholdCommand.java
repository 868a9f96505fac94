package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.base.name.Did;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "household",
        description = "Says who lives together: people of one household count as one that may vanish.",
        footerHeading = "%nExamples:%n",
        footer = {"  kith household Ben mill", "  kith household me mill", "  kith household Ben ''"})
final class HouseholdCommand implements Callable<Integer> {
    private static final String ME = "me";

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "WHO", description = "A name in my book, a DID, or me.")
    private String who = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "What the household is called; '' to forget it.")
    private String household = "";

    HouseholdCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Did did = who.equals(ME)
                ? node.status().passport()
                : new Named(node).person(who).did();
        node.household(did, household);
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().put("did", did.toString()).put("household", household),
                terminal -> terminal.line(
                        household.isEmpty()
                                ? "Forgotten who " + Terminal.plain(who) + " lives with."
                                : "Whoever lives at " + Terminal.plain(household) + " counts as one that may vanish."));
        return Exit.DONE.code();
    }
}
