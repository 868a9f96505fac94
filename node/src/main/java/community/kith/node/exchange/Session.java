package community.kith.node.exchange;

import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One session with a holder, as its visitor has it. The hello travels together with the first request, so that it
/// costs no
/// round trip. For one thread at a time.
final class Session {
    private final Conversation talk;
    private final PeerId peer;
    private final InstantSource clock;
    private final Verified delegations;
    private Optional<Delegation> holder = Optional.empty();
    private boolean over;
    private boolean used;
    private Instant idleSince;

    private Session(Conversation talk, PeerId peer, InstantSource clock, Verified delegations) {
        this.talk = talk;
        this.peer = peer;
        this.clock = clock;
        this.delegations = delegations;
        this.idleSince = clock.instant();
    }

    /// @param delegations what holders have shown before
    static Session begin(
            Conversation talk, PeerId peer, InstantSource clock, Verified delegations, List<Request> greeting)
            throws IOException {
        Session session = new Session(talk, peer, clock, delegations);
        for (Request part : greeting) {
            talk.write(part.toIpld());
        }
        return session;
    }

    /// Asks, and waits for the answer. A holder that did not let us in answers everything with its refusal.
    Answer ask(Request request) throws IOException {
        talk.write(request.toIpld());
        talk.flush();
        Optional<Refusal> turnedAway = greeted();
        return turnedAway.isPresent() ? new Answer.Refused(turnedAway.get()) : answer();
    }

    /// Asks many things without waiting; [#answer] yields the answers one by one, unless we are turned away.
    Optional<Refusal> begin(List<? extends Request> requests) throws IOException {
        for (Request request : requests) {
            talk.write(request.toIpld());
        }
        talk.flush();
        return greeted();
    }

    /// The next answer, after bytes were sent.
    Answer answer() throws IOException {
        Answer answer = Answer.read(talk.expect());
        if (answer instanceof Answer.Refused no && no.refusal().code() == Refusal.Code.PROTOCOL) {
            over = true;
        }
        return answer;
    }

    /// Who answers here, unless they refuse to talk.
    Optional<Refusal> greeted() throws IOException {
        if (holder.isPresent()) {
            return Optional.empty();
        }
        talk.flush();
        Answer first = Answer.read(talk.expect());
        if (first instanceof Answer.Refused no) {
            over = true;
            return Optional.of(no.refusal());
        }
        if (!(first instanceof Answer.Hello hello)) {
            throw new ProtocolException("a session begins with hello");
        }
        holder = Optional.of(checked(hello.delegation()));
        return Optional.empty();
    }

    private Delegation checked(Delegation delegation) throws ProtocolException {
        Verdict verdict = Verdict.when(
                        delegation.device().equals(peer), () -> "the delegation is for " + delegation.device())
                .and(() -> delegations.once(delegation.bytes(), () -> delegation.verify(clock.instant())));
        if (verdict instanceof Verdict.Refused no) {
            throw new ProtocolException("the holder does not prove who they are: " + no.reason());
        }
        return delegation;
    }

    Delegation holder() {
        return holder.orElseThrow();
    }

    Conversation talk() {
        return talk;
    }

    /// Whether the session has served a request before the present one: the holder may have ended it since.
    boolean used() {
        return used;
    }

    /// Whether it can be used again.
    boolean over() {
        return over;
    }

    void rest() {
        used = true;
        idleSince = clock.instant();
    }

    Instant idleSince() {
        return idleSince;
    }

    Stream stream() {
        return talk.stream();
    }
}
