package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.client.RemoteKith;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Terminal;
import community.kith.node.api.AttestationInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "attest",
        description =
                "Says something of somebody, signed by my passport: a W3C Verifiable Credential that anybody's software can check. It is brought to them when they are there.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith attest Ben --says \"repairs bicycles\"",
            "  kith attest Ben --says \"has a key to our cellar\" --until 90d"
        })
final class AttestCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(paramLabel = "WHO", description = "A name in my book, or a DID.")
    private String who = "";

    @Option(names = "--says", required = true, paramLabel = "TEXT", description = "One line of at most 500 characters.")
    private String says = "";

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            description = "When it ends: 90d, 2027-06-01 or 2027-06-01T12:00:00Z. Never without it.")
    private Optional<String> until = Optional.empty();

    AttestCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = kith.surroundings().clock().instant();
        RemoteKith node = kith.node();
        AttestationInfo said =
                node.attestations().issue(new Named(node).did(who), says, until.map(text -> Until.parse(text, now)));
        result.print(kith.surroundings().terminal(), () -> Json.of(said), terminal -> {
            terminal.line("You said of " + Terminal.plain(said.subjectName()) + ": " + Terminal.plain(said.says()));
            terminal.line("Id        " + said.id());
            terminal.line(said.delivered() ? "They have it." : "It is brought to them when they are there next.");
        });
        return Exit.DONE.code();
    }
}
