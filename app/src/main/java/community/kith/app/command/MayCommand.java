package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.node.api.MayInfo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "may",
        description =
                "Whether somebody may read, write, hold, audit, repair or steward a file of mine, and why: the relations it follows from. Exits with 4 when not.",
        footerHeading = "%nExamples:%n",
        footer = {"  kith may Ben read photos", "  kith may Cleo repair kith:b… --json"})
final class MayCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "WHO", description = "A name in my book, or a DID.")
    private String who = "";

    @Parameters(index = "1", paramLabel = "ACT", description = "read, write, hold, audit, repair or steward.")
    private String act = "";

    @Parameters(index = "2", paramLabel = "LINK", description = "A link, or the name of a file of mine.")
    private String what = "";

    MayCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        RemoteKith node = kith.node();
        Named named = new Named(node);
        MayInfo answer = node.may(named.did(who), act, named.manifest(what));
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().put("outcome", answer.outcome()).set("reasons", Json.of(answer.reasons())),
                terminal -> {
                    terminal.line(terminal.paint().strong(answer.outcome()));
                    answer.reasons().forEach(line -> terminal.line(Terminal.plain(line)));
                });
        return answer.allowed() ? Exit.DONE.code() : Exit.REFUSED.code();
    }
}
