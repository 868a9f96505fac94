package community.kith.node.recovery;

import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.community.recovery.Gathering;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.RecoveryRequest;
import community.kith.node.home.Phrase;
import community.kith.node.home.RecoveryFolder;
import community.kith.node.work.Together;
import community.kith.p2p.host.Host;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A machine that has nothing yet asks guardians for a passport, again and again, until enough have given their share.
/// It needs to know where one of them is; whoever approves says where the others are. Owned by one thread.
public final class Seeking {
    private static final int AT_ONCE = 8;

    private final RecoveryFolder folder;
    private final Host host;
    private final InstantSource clock;
    private final RecoveryClient client;
    private final Gathered gathered;
    private final Map<Multiaddr, PeerId> reached = new LinkedHashMap<>();

    /// @param host of the machine's own key
    public Seeking(RecoveryFolder folder, Host host, InstantSource clock) throws IOException {
        this.folder = folder;
        this.host = host;
        this.clock = clock;
        this.client = new RecoveryClient(host);
        this.gathered = Gathered.parse(folder.gathered());
    }

    /// How it stands with one who was asked.
    ///
    /// @param name what they are called; their address before they said so
    /// @param until when they give their share, once they approved
    public record Reply(Optional<Did> did, String name, State state, Optional<Instant> until, String why) {
        public enum State {
            /// Does not answer.
            AWAY,
            /// Has the request; their person has not said anything yet.
            ASKED,
            APPROVED,
            GAVE,
            REFUSED,
            /// Gave something that is not their share.
            FALSE
        }
    }

    /// Where things stand after everybody was asked once.
    ///
    /// @param need how many shares it takes; 0 before anybody gave one
    /// @param have how many true ones there are
    public record Round(List<Reply> replies, int need, int have, Optional<Gathering.Regained> passport) {
        public Round {
            replies = List.copyOf(replies);
        }

        /// Whether everybody who could be asked said no for good.
        public boolean isHopeless() {
            return !replies.isEmpty() && replies.stream().allMatch(reply -> reply.state() == Reply.State.REFUSED);
        }
    }

    /// What the person before this machine reads to the guardians.
    public List<String> words() {
        return Phrase.spoken(folder.request().id().digest());
    }

    /// Where friends are, as far as guardians said.
    public List<Multiaddr> friends() {
        List<Multiaddr> friends = new ArrayList<>(reached.keySet());
        for (Contact contact : gathered.contacts()) {
            contact.addresses().forEach(address -> friends.add(address.withPeer(contact.peer())));
        }
        return friends.stream().distinct().toList();
    }

    /// What the guardians were chosen by, when enough of their shares are here.
    public Optional<RecoveryPolicy> policy() {
        Gathering gathering = new Gathering(folder.request(), folder.machine(), clock.instant());
        gathering.addAll(gathered.given());
        return gathering.passport().map(Gathering.Regained::policy);
    }

    /// Asks everybody that is known once.
    ///
    /// @param from addresses of guardians to begin with
    public Round ask(Collection<Multiaddr> from) throws IOException {
        Map<PeerId, String> peers = new LinkedHashMap<>();
        List<Reply> replies = new ArrayList<>();
        for (Multiaddr address : from) {
            Optional<PeerId> peer = reach(address);
            if (peer.isPresent()) {
                peers.put(peer.get(), address.toString());
            } else {
                replies.add(away(address.toString(), Optional.empty()));
            }
        }
        for (Contact contact : gathered.contacts()) {
            host.learn(contact.peer(), contact.addresses());
            peers.put(contact.peer(), contact.name());
        }
        List<Map.Entry<PeerId, String>> all = new ArrayList<>(peers.entrySet());
        List<Optional<Answer>> answers = Together.map(all, AT_ONCE, each -> asked(each.getKey()));
        for (int i = 0; i < all.size(); i++) {
            replies.add(heard(all.get(i).getKey(), all.get(i).getValue(), answers.get(i)));
        }
        folder.keep(gathered.bytes());
        return round(replies);
    }

    private Optional<PeerId> reach(Multiaddr address) {
        PeerId known = reached.get(address);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            PeerId peer = host.connect(address);
            host.learn(peer, List.of(address));
            reached.put(address, peer);
            return Optional.of(peer);
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private Optional<Answer> asked(PeerId peer) {
        try {
            return Optional.of(client.ask(peer, new Question.Recover(folder.request())));
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private Reply heard(PeerId peer, String name, Optional<Answer> answer) {
        return switch (answer.orElse(null)) {
            case null ->
                away(
                        name,
                        gathered.contacts().stream()
                                .filter(contact -> contact.peer().equals(peer))
                                .map(Contact::did)
                                .findFirst());
            case Answer.Pending pending ->
                isBy(pending.by(), peer) ? pending(pending) : strange(name, "speaks for somebody who did not say so");
            case Answer.Given given ->
                isBy(given.by(), peer) ? given(given) : strange(name, "speaks for somebody who did not say so");
            case Answer.No no ->
                new Reply(
                        Optional.empty(),
                        name,
                        no.over() ? Reply.State.REFUSED : Reply.State.AWAY,
                        Optional.empty(),
                        no.reason());
            case Answer.Done done -> strange(name, "answered something else");
            case Answer.Proof proof -> strange(name, "answered something else");
            case Answer.Asked asked -> strange(name, "answered something else");
        };
    }

    /// Whether the passport of whoever answers says that this device speaks for them.
    private boolean isBy(Delegation by, PeerId peer) {
        return by.device().equals(peer) && by.verify(clock.instant()) instanceof Verdict.Allowed;
    }

    private Reply pending(Answer.Pending pending) {
        gathered.meet(pending.contacts());
        return new Reply(
                Optional.of(pending.by().passport()),
                pending.name(),
                pending.until().isPresent() ? Reply.State.APPROVED : Reply.State.ASKED,
                pending.until(),
                "");
    }

    private Reply given(Answer.Given given) {
        gathered.meet(given.contacts());
        gathered.take(given.by().passport(), given.parts());
        return new Reply(Optional.of(given.by().passport()), given.name(), Reply.State.GAVE, Optional.empty(), "");
    }

    private static Reply away(String name, Optional<Did> did) {
        return new Reply(did, name, Reply.State.AWAY, Optional.empty(), "");
    }

    private static Reply strange(String name, String why) {
        return new Reply(Optional.empty(), name, Reply.State.FALSE, Optional.empty(), why);
    }

    private Round round(List<Reply> replies) {
        RecoveryRequest request = folder.request();
        Gathering gathering = new Gathering(request, folder.machine(), clock.instant());
        gathering.addAll(gathered.given());
        Map<Did, String> faults = new TreeMap<>(gathering.faults());
        List<Reply> judged =
                replies.stream().map(reply -> judged(reply, faults)).toList();
        Optional<Gathering.Progress> newest = gathering.progress().stream().findFirst();
        return new Round(
                judged,
                newest.map(progress -> progress.policy().need()).orElse(0),
                newest.map(Gathering.Progress::shares).orElse(0),
                gathering.passport());
    }

    private Reply judged(Reply reply, Map<Did, String> faults) {
        String fault = reply.did().map(faults::get).orElse(null);
        if (fault != null) {
            return new Reply(reply.did(), reply.name(), Reply.State.FALSE, reply.until(), fault);
        }
        boolean gave = reply.state() == Reply.State.AWAY
                && reply.did().filter(gathered::hasFrom).isPresent();
        return gave ? new Reply(reply.did(), reply.name(), Reply.State.GAVE, reply.until(), "") : reply;
    }
}
