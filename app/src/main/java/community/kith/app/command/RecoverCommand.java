package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.serve.Homecoming;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Passphrases;
import community.kith.app.terminal.Terminal;
import community.kith.app.terminal.Words;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.community.recovery.Gathering;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.trust.Ticket;
import community.kith.node.api.Restored;
import community.kith.node.config.Quantity;
import community.kith.node.home.Home;
import community.kith.node.home.Phrase;
import community.kith.node.home.RecoveryFolder;
import community.kith.node.recovery.Seeking;
import community.kith.node.replication.Chance;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "recover",
        description = {
            "Gets a lost passport back on this computer: from guardians, or from its 24 words.",
            "Asks until enough guardians have approved and their wait is over. Interrupted, say it again: it goes on.",
            "A guardian sees the line to type here with: kith guardians way YOUR-NAME",
            "To work meanwhile, make another home (kith --home DIR init); what is put there stays there, and kith pin",
            "brings it over afterwards."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kith recover did:key:z6Mk… --from /ip4/192.0.2.7/tcp/4070/p2p/12D3Koo…",
            "  kith recover                       goes on",
            "  kith recover --words --name Ada --from kith-invite:…"
        })
final class RecoverCommand implements Callable<Integer> {
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final KithCommand kith;

    @Mixin
    private final Result result = new Result();

    @Parameters(index = "0", paramLabel = "DID", arity = "0..1", description = "The passport; not needed to go on.")
    private Optional<String> did = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            arity = "1..*",
            description = "Where a guardian or friend is: an address that ends in /p2p/PEERID, or a ticket of theirs.")
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "my new computer",
            description = "What you call this computer; '${DEFAULT-VALUE}' without it. Guardians see it.")
    private String device = "";

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "How long to go on asking; 72h without it, 0s to ask once.")
    private String patience = "72h";

    @Option(names = "--again", description = "Begins anew with another request: the old one was refused or is too old.")
    private boolean again;

    @Option(names = "--words", description = "From the 24 words instead: they are asked for, or in KITH_WORDS.")
    private boolean words;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call you; for --words.")
    private Optional<String> name = Optional.empty();

    RecoverCommand(KithCommand kith) {
        this.kith = kith;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = kith.home();
        Optional<RecoveryFolder> begun = RecoveryFolder.in(home);
        if (Home.isAt(home) && begun.isEmpty() && !(words && did.isEmpty() && !from.isEmpty())) {
            throw new Failure(
                    Exit.FAILED,
                    "there is a passport at " + home + " already",
                    "Recover into another directory: kith --home DIR recover …");
        }
        List<Multiaddr> places = places();
        if (words) {
            return fromWords(places);
        }
        RecoveryFolder folder = folder(home, begun);
        if (Home.isAt(home)) {
            return takeUp(folder, places);
        }
        Optional<Gathering.Regained> regained = homecoming().asking(folder, seeking -> ask(seeking, places));
        if (regained.isEmpty()) {
            return Exit.UNAVAILABLE.code();
        }
        homecoming()
                .settle(
                        regained.get().key(),
                        folder.machine(),
                        regained.get().policy().passport().name(),
                        folder.request().deviceName());
        tell("passport", folder.request().passport() + " is back");
        return takeUp(folder, places);
    }

    private RecoveryFolder folder(Path home, Optional<RecoveryFolder> begun) throws IOException {
        Instant now = kith.surroundings().clock().instant();
        Optional<Did> wanted = wanted();
        if (begun.isPresent()
                && wanted.isPresent()
                && !wanted.get().equals(begun.get().request().passport())) {
            throw new Failure(
                    Exit.FAILED,
                    "another passport is being recovered at " + home + ": "
                            + begun.get().request().passport(),
                    "Use another directory with --home.");
        }
        if (begun.isPresent()
                && (Home.isAt(home)
                        || (!again && now.isBefore(begun.get().request().expires())))) {
            return begun.get();
        }
        Did passport = wanted.or(() -> begun.map(folder -> folder.request().passport()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "say which passport: a guardian sees it with kith guardians way YOUR-NAME"));
        if (begun.isEmpty() && from.isEmpty()) {
            throw new IllegalArgumentException(
                    "say where one of your guardians is, with --from: an address, or a ticket of theirs");
        }
        return RecoveryFolder.begin(
                home, passport, device.strip(), now, kith.surroundings().entropy());
    }

    private Optional<Did> wanted() {
        return did.map(text -> {
            try {
                return Did.parse(text);
            } catch (ProtocolException e) {
                throw new IllegalArgumentException("'" + text + "' is no passport: " + e.getMessage(), e);
            }
        });
    }

    private List<Multiaddr> places() {
        List<Multiaddr> places = new ArrayList<>();
        for (String text : from) {
            try {
                if (text.startsWith("/")) {
                    places.add(Multiaddr.parse(text));
                } else {
                    Ticket ticket = Ticket.parse(text);
                    ticket.addresses()
                            .forEach(address ->
                                    places.add(address.withPeer(ticket.inviter().peer())));
                }
            } catch (ProtocolException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is neither an address nor a ticket: " + e.getMessage(), e);
            }
        }
        return places;
    }

    /// Asks until the passport is back, everybody has refused, or the time is over.
    private Optional<Gathering.Regained> ask(Seeking seeking, List<Multiaddr> places) throws IOException {
        Instant until = kith.surroundings().clock().instant().plus(Quantity.duration(patience));
        tellWords(seeking.words());
        String last = "";
        while (true) {
            Seeking.Round round = seeking.ask(places);
            last = report(round, last);
            if (round.passport().isPresent()) {
                return round.passport();
            }
            if (round.isHopeless()) {
                throw new Failure(
                        Exit.REFUSED,
                        "everybody who could be asked refused: "
                                + round.replies().getFirst().why(),
                        "Talk to them; then begin with a new request: " + kith.call("recover --again"));
            }
            if (!kith.surroundings().clock().instant().isBefore(until) || !pause()) {
                return Optional.empty();
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(GLANCE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tellWords(List<String> spoken) {
        result.print(
                terminal(),
                () -> Json.object().put("state", "asking").put("words", String.join(" ", spoken)),
                terminal -> {
                    terminal.line("Call your guardians and read these words to them:");
                    terminal.line("");
                    terminal.line("  " + terminal.paint().strong(String.join(" ", spoken)));
                    terminal.line("");
                });
    }

    /// Tells what changed.
    private String report(Seeking.Round round, String last) {
        String now = round.replies() + " " + round.have();
        if (!now.equals(last)) {
            result.print(terminal(), () -> json(round), terminal -> show(terminal, round));
        }
        return now;
    }

    private static ObjectNode json(Seeking.Round round) {
        ObjectNode json = Json.object()
                .put("state", "waiting")
                .put("shares", round.have())
                .put("need", round.need());
        ArrayNode guardians = json.putArray("guardians");
        for (Seeking.Reply reply : round.replies()) {
            ObjectNode one = guardians.addObject();
            one.put("name", reply.name())
                    .put("state", reply.state().name().toLowerCase(Locale.ROOT))
                    .put("why", reply.why());
            reply.did().ifPresent(who -> one.put("did", who.toString()));
            reply.until().ifPresent(until -> one.put("until", until.toString()));
        }
        return json;
    }

    private void show(Terminal terminal, Seeking.Round round) {
        Instant now = kith.surroundings().clock().instant();
        for (Seeking.Reply reply : round.replies()) {
            String state = switch (reply.state()) {
                case AWAY -> reply.why().isEmpty() ? "does not answer" : reply.why();
                case ASKED -> "was asked";
                case APPROVED ->
                    "approved; gives the share in "
                            + reply.until()
                                    .map(until -> Words.time(Duration.between(now, until)))
                                    .orElse("a while");
                case GAVE -> "gave the share";
                case REFUSED -> "refused: " + reply.why();
                case FALSE -> "is not to be trusted: " + reply.why();
            };
            terminal.line("  " + Terminal.plain(reply.name()) + ": " + Terminal.plain(state));
        }
        if (round.need() > 0) {
            terminal.line("  " + round.have() + " of the " + round.need() + " shares it takes");
        }
    }

    private Integer fromWords(List<Multiaddr> places) throws IOException {
        SigningKey passport = SigningKey.fromSeed(seed());
        Did who = Did.of(passport.verifyingKey());
        if (wanted().filter(wanted -> !wanted.equals(who)).isPresent()) {
            throw new Failure(Exit.REFUSED, "these are the words of another passport: " + who, "");
        }
        Path home = kith.home();
        if (!Home.isAt(home)) {
            SigningKey machine = SigningKey.generate(kith.surroundings().entropy());
            homecoming()
                    .settle(
                            passport,
                            machine,
                            name.orElseThrow(
                                    () -> new IllegalArgumentException("say what people call you, with --name")),
                            device.strip());
            tell("passport", who + " is back");
        } else if (!Home.open(home).delegation().passport().equals(who)) {
            throw new Failure(
                    Exit.FAILED, "there is another passport at " + home, "Use another directory with --home.");
        }
        if (places.isEmpty()) {
            tell("done", "without --from nobody was asked for your files: say it again with the address of a friend");
            return Exit.DONE.code();
        }
        return account(Optional.empty(), places, () -> {});
    }

    private byte[] seed() throws IOException {
        char[] phrase = Passphrases.given(Optional.empty(), kith.surroundings().environment(), "KITH_WORDS")
                .or(() -> Passphrases.ask("The 24 words"))
                .orElseThrow(() ->
                        new Failure(Exit.USAGE, "there are no words", "Type them on a terminal, or set KITH_WORDS."));
        byte[] seed = Phrase.parse(new String(phrase));
        if (seed.length != SigningKey.SEED_BYTES) {
            throw new IllegalArgumentException("a passport has 24 words");
        }
        return seed;
    }

    private Integer takeUp(RecoveryFolder folder, List<Multiaddr> places) throws IOException {
        record Known(List<Multiaddr> friends, Optional<RecoveryPolicy> policy) {}
        Known known = homecoming().asking(folder, seeking -> new Known(seeking.friends(), seeking.policy()));
        List<Multiaddr> all = new ArrayList<>(places);
        all.addAll(known.friends());
        return account(known.policy(), all, folder::remove);
    }

    @FunctionalInterface
    private interface Finish {
        void run() throws IOException;
    }

    private Integer account(Optional<RecoveryPolicy> policy, List<Multiaddr> friends, Finish finish)
            throws IOException {
        Home home = Home.open(kith.home());
        Restored restored = homecoming()
                .account(home, friends, policy, kith.surroundings().environment(), (phase, done, total) -> {});
        if (restored.accounts() == 0) {
            throw new Failure(
                    Exit.UNAVAILABLE,
                    "your passport is back; the list of your people and files is not: no friend who keeps it answers",
                    "Say it again when they are there: " + kith.call("recover"));
        }
        finish.run();
        result.print(
                terminal(),
                () -> Json.object()
                        .put("state", "recovered")
                        .put("passport", passport(home))
                        .put("home", home.dir().toString())
                        .put("people", restored.people())
                        .put("files", restored.files())
                        .put("unread", restored.unread()),
                terminal -> {
                    terminal.line("Welcome back: " + Words.count(restored.people(), "person", "people") + " and "
                            + Words.count(restored.files(), "file", "files") + ".");
                    terminal.line("Next: " + terminal.paint().strong(kith.call("run")) + ", and then "
                            + terminal.paint().strong(kith.call("guardians refresh"))
                            + ": new shares, since your guardians have used these.");
                });
        return Exit.DONE.code();
    }

    private static String passport(Home home) {
        try {
            return home.delegation().passport().toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Homecoming homecoming() {
        return new Homecoming(
                kith.home(),
                new Chance(kith.surroundings().clock(), kith.surroundings().entropy()));
    }

    private void tell(String state, String what) {
        result.print(
                terminal(), () -> Json.object().put("state", state).put("what", what), terminal -> terminal.line(what));
    }

    private Terminal terminal() {
        return kith.surroundings().terminal();
    }
}
