package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.serve.Addresses;
import community.kith.app.serve.Ending;
import community.kith.app.serve.Logs;
import community.kith.app.serve.Serving;
import community.kith.app.serve.Settling;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Terminal;
import community.kith.node.config.Finding;
import community.kith.node.config.Places;
import community.kith.node.home.Home;
import community.kith.node.home.HomeInUseException;
import community.kith.node.home.HomeLock;
import community.kith.node.home.RunningNode;
import community.kith.node.replication.Chance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "run",
        description = {
            "The node, in the foreground, until Ctrl-C or SIGTERM.",
            "Prints one line READY {\"peerId\":…,\"addresses\":[…],\"url\":…} when it serves."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  kith run", "  kith run --http 127.0.0.1:8080 --listen /ip4/0.0.0.0/tcp/4001"})
final class RunCommand implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger(RunCommand.class.getName());

    private final KithCommand kith;

    /// Accepted as with every command; what `run` prints is for programs anyway.
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private final Result result = new Result();

    @Mixin
    private final Unlocking unlocking = new Unlocking();

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where the page and the API are; http= of config.properties or 127.0.0.1:4071 without it.")
    private Optional<String> http = Optional.empty();

    @Option(
            names = "--listen",
            paramLabel = "MULTIADDR",
            description = "Where other nodes reach this one; listen= of config.properties or /ip4/0.0.0.0/tcp/4070"
                    + " without it. Repeatable.")
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--no-mdns",
            description = "Neither looks for others on the local network nor lets them find this node.")
    private boolean noMdns;

    @Option(names = "--end-with-stdin", hidden = true, description = "Ends when its standard input does.")
    private boolean endWithStdin;

    RunCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    @SuppressWarnings("try") // lock and logs are held, not used
    public Integer call() throws IOException, InterruptedException {
        Home home = unlocking.open(kith);
        Terminal terminal = kith.surroundings().terminal();
        try (HomeLock held = lock(home);
                Logs logs = Logs.to(home.log(), terminal);
                Ending ending = Ending.onSignals()) {
            if (endWithStdin) {
                ending.follow(terminal.in());
            }
            Addresses addresses = Addresses.choose(listen, http, home.config());
            addresses.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
            var chance =
                    new Chance(kith.surroundings().clock(), kith.surroundings().entropy());
            Places places = Places.from(home.config(), kith.surroundings().environment());
            Finding asked = Finding.from(home.config());
            Finding finding = noMdns ? asked.outsideOnly() : asked;
            try (Serving serving = Serving.start(home, places, addresses, finding, chance)) {
                home.announce(
                        new RunningNode(serving.url(), ProcessHandle.current().pid(), serving.peerId()));
                terminal.line("READY " + ready(serving));
                Thread settling = Settling.begin();
                ending.await();
                settling.interrupt();
            } finally {
                home.retract();
            }
        }
        return Exit.DONE.code();
    }

    private HomeLock lock(Home home) throws IOException {
        try {
            return home.lock();
        } catch (HomeInUseException e) {
            String by = home.running().map(node -> " as process " + node.pid()).orElse("");
            throw new Failure(
                    Exit.FAILED,
                    "a node runs on " + home.dir() + " already" + by,
                    "Use it, stop it, or give this one another --home.");
        }
    }

    private static ObjectNode ready(Serving serving) {
        ObjectNode json = Json.object().put("peerId", serving.peerId().toString());
        var addresses = json.putArray("addresses");
        serving.addresses().forEach(address -> addresses.add(address.toString()));
        return json.put("url", serving.url().toString());
    }
}
