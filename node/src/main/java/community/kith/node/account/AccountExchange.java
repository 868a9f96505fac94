package community.kith.node.account;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.community.trust.Bond;
import community.kith.node.api.RefusedException;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Both ends of `/kith/account/1.0.0`: I keep the account heads of those I have a bond with, and give them back to
/// whoever shows that their device speaks for that passport. Format: `docs/spec/account.md`.
final class AccountExchange {
    static final String PROTOCOL = "/kith/account/1.0.0";

    private static final int VERSION = 1;
    private static final int MAX_REQUEST = AccountHead.MAX_BYTES + 256;
    private static final int MAX_ANSWER = HeadBook.MAX_DEVICES * (AccountHead.MAX_BYTES + 8) + 2 * Bond.MAX_BYTES;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWERED_AT_ONCE = 8;
    /// No device writes its head more often than this for long; each may do so a few times at once.
    private static final Duration PACE = Duration.ofSeconds(5);

    private static final int BURST = 12;

    private final Me me;
    private final People people;
    private final HeadBook heads;
    private final Host host;
    private final InstantSource clock;
    private final Semaphore answered = new Semaphore(ANSWERED_AT_ONCE);
    /// When each device's pace lets it write again, one for each device in my book; guarded by its own monitor.
    private final Map<PeerId, Instant> paces = new HashMap<>();

    AccountExchange(Me me, People people, HeadBook heads, Host host, InstantSource clock) {
        this.me = me;
        this.people = people;
        this.heads = heads;
        this.host = host;
        this.clock = clock;
    }

    void serve() {
        host.accept(PROTOCOL, this::answer);
    }

    private void answer(Stream stream) throws IOException {
        if (!answered.tryAcquire()) {
            stream.reset();
            return;
        }
        try {
            stream.timeout(PATIENCE);
            var request = new FieldReader(DagCbor.read(stream.in(), MAX_REQUEST), "account request");
            request.integer("v", VERSION, VERSION);
            FieldsBuilder answer = request.has("head")
                    ? keep(AccountHead.parse(request.bytes("head", AccountHead.MAX_BYTES)), stream.peer())
                    : give(Delegation.read(request.any("device")), stream.peer());
            request.end();
            DagCbor.write(stream.out(), answer.build());
            stream.out().flush();
            stream.closeWrite();
        } finally {
            answered.release();
        }
    }

    private FieldsBuilder keep(AccountHead head, PeerId from) throws IOException {
        Instant now = clock.instant();
        Verdict verdict = mayCome(head.by(), from, now).and(() -> head.verify(now));
        if (verdict instanceof Verdict.Refused no) {
            return Ipld.fields().put("refused", no.reason());
        }
        if (!inPace(from, now)) {
            return Ipld.fields().put("refused", "too often; again in a while");
        }
        HeadBook.Kept kept = heads.keep(head, now);
        return Ipld.fields().put("kept", kept.taken()).put("n", kept.counter());
    }

    private FieldsBuilder give(Delegation device, PeerId to) throws IOException {
        if (mayCome(device, to, clock.instant()) instanceof Verdict.Refused no) {
            return Ipld.fields().put("refused", no.reason());
        }
        List<Ipld> all = new ArrayList<>();
        for (AccountHead head : heads.of(device.passport())) {
            all.add(Ipld.of(head.bytes()));
        }
        Optional<byte[]> bond =
                people.person(device.passport()).map(who -> who.bond().bytes());
        return Ipld.fields().put("heads", Ipld.list(all)).putIfPresent("bond", bond);
    }

    /// Whether this device speaks for a passport that I have a bond with, or for mine.
    private Verdict mayCome(Delegation device, PeerId peer, Instant now) throws IOException {
        Did passport = device.passport();
        boolean known = passport.equals(me.did()) || people.bondedWith(passport);
        return Verdict.when(device.device().equals(peer), () -> "this is about another device than yours")
                .and(() -> Verdict.when(known, () -> "I have no bond with " + passport))
                .and(() -> device.verify(now));
    }

    private boolean inPace(PeerId device, Instant now) throws IOException {
        synchronized (paces) {
            if (paces.size() > 64) {
                paces.values().removeIf(free -> free.isBefore(now));
            }
            if (paces.size() > 4_096) {
                return false;
            }
            Instant free = paces.getOrDefault(device, now);
            Instant next = (free.isBefore(now) ? now : free).plus(PACE);
            if (next.isAfter(now.plus(PACE.multipliedBy(BURST)))) {
                return false;
            }
            paces.put(device, next);
            return true;
        }
    }

    /// Asks a device of my people to keep a head of mine.
    ///
    /// @return the counter of the head that is kept there now
    /// @throws RefusedException when it does not
    long keepAt(PeerId peer, AccountHead head) throws IOException {
        FieldReader answer = ask(peer, Ipld.fields().put("v", VERSION).put("head", head.bytes()));
        answer.bool("kept");
        long counter = answer.integer("n", 0, Long.MAX_VALUE);
        answer.end();
        return counter;
    }

    /// What a device of my people keeps for me.
    ///
    /// @param bond ours, as they have it; not verified yet
    record Given(List<AccountHead> heads, Optional<Bond> bond) {}

    /// Asks for the heads of my passport. What is given is checked to be signed for it; nothing else is.
    Given askFor(PeerId peer) throws IOException {
        Delegation mine = me.device().delegation();
        FieldReader answer = ask(peer, Ipld.fields().put("v", VERSION).put("device", mine.toIpld()));
        List<AccountHead> all = new ArrayList<>();
        for (Ipld one : answer.items("heads", HeadBook.MAX_DEVICES)) {
            if (!(one instanceof Ipld.Bin bin)) {
                throw new ProtocolException("an account head that is not bytes");
            }
            AccountHead head = AccountHead.parse(bin.bytes());
            if (head.passport().equals(me.did()) && head.verify(clock.instant()).isAllowed()) {
                all.add(head);
            }
        }
        Optional<byte[]> bond = answer.optionalBytes("bond", Bond.MAX_BYTES);
        answer.end();
        return new Given(all, bond.isEmpty() ? Optional.empty() : Optional.of(Bond.parse(bond.get())));
    }

    private FieldReader ask(PeerId peer, FieldsBuilder question) throws IOException {
        try (Stream stream = host.open(peer, PROTOCOL)) {
            stream.timeout(PATIENCE);
            DagCbor.write(stream.out(), question.build());
            stream.out().flush();
            stream.closeWrite();
            var answer = new FieldReader(DagCbor.read(stream.in(), MAX_ANSWER), "account answer");
            Optional<String> refused = answer.optionalText("refused", 512);
            if (refused.isPresent()) {
                throw new RefusedException(peer + ": " + refused.get());
            }
            return answer;
        }
    }
}
