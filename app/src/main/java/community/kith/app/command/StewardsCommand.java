package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.Entrusted;
import community.kith.node.api.Steward;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stewards",
        description =
                "Who makes lost shards of mine anew when I am away, and for whom I do. None of them can read what they look after. How many there are: stewards in config.properties, 0 for none.",
        footerHeading = "%nExample:%n",
        footer = "  kith stewards")
final class StewardsCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    StewardsCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        List<Steward> stewards = kith.node().stewards();
        List<Entrusted> entrusted = kith.node().entrusted();
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().set("stewards", Json.of(stewards)).set("entrusted", Json.of(entrusted)),
                terminal -> show(terminal, stewards, entrusted));
        return Exit.DONE.code();
    }

    private void show(Terminal terminal, List<Steward> stewards, List<Entrusted> entrusted) {
        Instant now = kith.surroundings().clock().instant();
        if (stewards.isEmpty()) {
            terminal.line(
                    "Nobody looks after your shards yet; people who pledged you something are chosen by themselves.");
        } else {
            var table = new Table("MY STEWARDS", "NOW", ">STRIPES", "SINCE");
            stewards.forEach(one -> table.row(
                    one.name(), one.online() ? "here" : "away", one.stripes(), Words.since(one.since(), now)));
            table.print(terminal);
        }
        if (!entrusted.isEmpty()) {
            terminal.line("");
            var table = new Table("I LOOK AFTER", "FOR", ">LISTS", ">BEFORE ME");
            entrusted.forEach(one ->
                    table.row(one.name(), one.repairs() ? "proofs and repair" : "proofs", one.lists(), one.turn()));
            table.print(terminal);
        }
    }
}
