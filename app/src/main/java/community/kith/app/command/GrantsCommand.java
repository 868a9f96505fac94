package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.node.api.GrantInfo;
import community.kith.node.api.Grants;
import community.kith.node.api.NotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "grants",
        description = {
            "What I let others read for a time, and they me.",
            "DEED is one of:",
            "  list                        all of them",
            "  take TEXT                   takes a grant that came as a line of text",
            "  revoke ID                   takes back one that I gave; say why with --reason",
            "ID may be its beginning, as the list shows it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  kith grants", "  kith grants revoke bafyreid… --reason \"no longer needed\""})
final class GrantsCommand implements Callable<Integer> {
    private static final int SHOWN = 16;

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DEED", arity = "0..1", description = "What to do; list without it.")
    private String deed = "list";

    @Parameters(index = "1", paramLabel = "ARG", arity = "0..1", description = "As above.")
    private String word = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is taken back.")
    private String reason = "";

    GrantsCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        Grants grants = kith.node().grants();
        switch (deed) {
            case "list" -> list(grants.all());
            case "take" -> show(grants.take(word));
            case "revoke" -> show(grants.revoke(find(grants), reason));
            default -> throw new IllegalArgumentException("there is no “kith grants " + deed + "”; see --help");
        }
        return Exit.DONE.code();
    }

    private community.kith.base.name.Cid find(Grants grants) throws IOException {
        List<GrantInfo> found = grants.all().stream()
                .filter(one -> !word.isEmpty() && one.id().toString().startsWith(word.replace("…", "")))
                .toList();
        if (found.size() != 1) {
            throw new NotFoundException(
                    found.size() + " grants here begin with “" + word + "”; kith grants lists them");
        }
        return found.getFirst().id();
    }

    private void list(List<GrantInfo> all) {
        ArrayNode array = Json.array();
        all.forEach(one -> array.add(Json.of(one)));
        result.print(kith.surroundings().terminal(), () -> Json.object().set("grants", array), to -> {
            if (all.isEmpty()) {
                to.line("No grants; kith grant LINK WHO gives one.");
                return;
            }
            Table table = new Table("OF", "TO", "STATE", "UNTIL", "ID", "LINK");
            all.forEach(one -> table.row(
                    Terminal.plain(one.ownerName()),
                    Terminal.plain(one.toName()),
                    one.state().name().toLowerCase(Locale.ROOT),
                    one.until().toString(),
                    one.id().toString().substring(0, SHOWN) + "…",
                    one.link().map(link -> link).orElse("")));
            table.print(to);
        });
    }

    private void show(GrantInfo one) {
        result.print(kith.surroundings().terminal(), () -> Json.of(one), to -> {
            to.line(Terminal.plain(one.toName()) + " may read it: "
                    + one.state().name().toLowerCase(Locale.ROOT) + ", until " + one.until());
            one.link().ifPresent(link -> to.line("Read it   kith get " + link));
        });
    }
}
