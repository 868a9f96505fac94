package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Table;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.node.api.PeerPath;
import community.kith.node.api.Person;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "people",
        description = "Lists the people in my book, and what we hold for each other.",
        footerHeading = "%nExample:%n",
        footer = "  kith people")
final class PeopleCommand implements Callable<Integer> {
    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    PeopleCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException {
        List<Person> people = kith.node().people();
        result.print(
                kith.surroundings().terminal(),
                () -> Json.object().set("people", Json.of(people)),
                terminal -> show(terminal, people));
        return Exit.DONE.code();
    }

    private void show(Terminal terminal, List<Person> people) {
        if (people.isEmpty()) {
            terminal.line("Nobody yet. Invite somebody: " + kith.call("invite --as friend"));
            return;
        }
        Instant now = kith.surroundings().clock().instant();
        var table =
                new Table("NAME", "BOND", "NOW", "PATH", ">I HOLD", ">OF PLEDGED", ">THEY HOLD", ">OF PLEDGED", "DID");
        for (Person person : people) {
            table.row(
                    person.name(),
                    person.bond(),
                    person.online()
                            ? "here"
                            : person.lastSeen().map(at -> Words.since(at, now)).orElse("away"),
                    person.path().map(PeerPath::kind).orElse("-"),
                    Words.size(person.heldForThem()),
                    Words.size(person.pledgedByMe()),
                    Words.size(person.heldForMe()),
                    Words.size(person.pledgedToMe()),
                    person.did());
        }
        table.print(terminal);
    }
}
