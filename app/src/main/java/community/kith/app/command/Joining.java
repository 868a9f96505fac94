package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Terminal;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.node.account.Account;
import community.kith.node.account.Merged;
import community.kith.node.api.UnavailableException;
import community.kith.node.device.JoinTicket;
import community.kith.node.device.Joiner;
import community.kith.node.device.OwnAddresses;
import community.kith.node.device.Welcome;
import community.kith.node.home.Home;
import community.kith.node.home.HomeMaker;
import community.kith.node.ledger.Ledger;
import community.kith.node.people.Me;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes this computer one more device of somebody: asks the device that shows a ticket, waits for the owner's word,
/// and
/// makes a home of what it is given.
final class Joining {
    /// More than an account of a million files has.
    private static final int MAX_ACCOUNT = 256 * 1024 * 1024;

    private static final String ANY_PORT = "/ip4/0.0.0.0/tcp/0";

    private final KithCommand kith;
    private final Result result;

    Joining(KithCommand kith, Result result) {
        this.kith = kith;
        this.result = result;
    }

    void with(String text, String name) throws IOException {
        JoinTicket ticket = read(text);
        Path dir = kith.home();
        if (Home.isAt(dir)) {
            throw new Failure(
                    Exit.FAILED,
                    "there is a Kith home at " + dir + " already",
                    "Name another directory with --home: one home is one device.");
        }
        Surroundings around = kith.surroundings();
        SigningKey key = SigningKey.generate(around.entropy());
        var options = HostOptions.of(key, List.of(Multiaddr.parse(ANY_PORT)), "kith", around.entropy());
        Instant now = around.clock().instant();
        try (Libp2pHost host = Libp2pHost.start(options)) {
            Joiner.ask(host, ticket, name, now, around.entropy(), new Guest(ticket, key, dir));
        } catch (ConnectException e) {
            UnavailableException away = new UnavailableException(
                    "the device that shows this ticket does not answer (" + e.getMessage()
                            + "); its node must run, in the same network or reachable from here",
                    1,
                    "");
            away.initCause(e);
            throw away;
        }
    }

    private static JoinTicket read(String text) {
        try {
            return JoinTicket.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private final class Guest implements Joiner.Guest {
        private final JoinTicket ticket;
        private final SigningKey key;
        private final Path dir;

        Guest(JoinTicket ticket, SigningKey key, Path dir) {
            this.ticket = ticket;
            this.key = key;
            this.dir = dir;
        }

        @Override
        public void compare(String words) {
            Terminal terminal = kith.surroundings().terminal();
            terminal.note("Words: " + words);
            terminal.note("On the other computer: kith devices waiting. When the words are the same, kith devices admit"
                    + " this one. Waiting…");
        }

        @Override
        public void welcome(Welcome welcome, InputStream account) throws IOException {
            Surroundings around = kith.surroundings();
            byte[] all = account.readNBytes(MAX_ACCOUNT + 1);
            if (all.length > MAX_ACCOUNT) {
                throw new ProtocolException("an account of more than " + MAX_ACCOUNT + " bytes");
            }
            HomeMaker.ofAnotherDevice(key, welcome.delegation(), welcome.salt().bytes())
                    .make(dir, welcome.owner(), around.entropy());
            Merged merged = settleIn(welcome, all);
            result.print(
                    around.terminal(),
                    () -> Json.object()
                            .put("home", dir.toString())
                            .put("passport", welcome.delegation().passport().toString())
                            .put("device", welcome.delegation().name())
                            .put("peerId", welcome.delegation().device().toString())
                            .put("people", merged.people())
                            .put("files", merged.files()),
                    terminal -> {
                        terminal.line("This computer is “"
                                + Terminal.plain(welcome.delegation().name()) + "” of "
                                + Terminal.plain(welcome.owner()) + " now, with " + merged.people() + " people and "
                                + merged.files() + " files.");
                        terminal.line("Next: " + terminal.paint().strong(kith.call("run")));
                    });
        }

        private Merged settleIn(Welcome welcome, byte[] account) throws IOException {
            Instant now = kith.surroundings().clock().instant();
            var device =
                    new Device(new Passport(welcome.delegation().passport(), welcome.owner()), welcome.delegation());
            try (Ledger ledger = Ledger.open(Home.open(dir).ledger())) {
                new OwnAddresses(ledger.database()).keep(ticket.peer(), ticket.addresses(), now);
                Me me = new Me(device, key, welcome.salt(), Optional.empty());
                return Account.merge(new ByteArrayInputStream(account), ledger, me, now);
            }
        }
    }
}
