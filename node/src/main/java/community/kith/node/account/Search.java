package community.kith.node.account;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.trust.Bond;
import community.kith.community.trust.Party;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.p2p.host.Host;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One search for my account, from friend to friend: each gives the heads it keeps and our bond, each head names more
/// friends. Nothing is believed that is not signed.
final class Search {
    /// Who is asked at most, so that a head full of strangers does not lead around for ever.
    private static final int MAX_ASKED = 128;

    private final Me me;
    private final People people;
    private final AccountExchange exchange;
    private final Host host;
    private final SigningKey root;
    private final InstantSource clock;
    private final int knownBefore;
    private final Deque<Item.Place> toAsk = new ArrayDeque<>();
    private final Set<PeerId> met = new LinkedHashSet<>();
    /// The newest head of each of my devices.
    private final Map<PeerId, AccountHead> newest = new LinkedHashMap<>();

    Search(Me me, People people, AccountExchange exchange, Host host, SigningKey root, InstantSource clock)
            throws IOException {
        this.me = me;
        this.people = people;
        this.exchange = exchange;
        this.host = host;
        this.root = root;
        this.clock = clock;
        this.knownBefore = people.all().size();
    }

    /// How many devices of people were in my book when it began.
    int knownBefore() {
        return knownBefore;
    }

    /// What the newest head of each of my devices says, the last written first.
    List<AccountHead.Contents> from(Collection<Multiaddr> addresses) throws IOException {
        for (Multiaddr address : addresses) {
            PeerId peer = address.peerId()
                    .orElseThrow(() -> new IllegalArgumentException(
                            address + " does not end in /p2p/ and the id of a friend's device"));
            meet(new Item.Place(peer, List.of(address.withoutPeer())));
        }
        for (Acquaintance who : people.all()) {
            meet(new Item.Place(who.peer(), who.addresses()));
        }
        while (!toAsk.isEmpty()) {
            ask(toAsk.poll());
        }
        List<AccountHead> all = new ArrayList<>(newest.values());
        all.sort(java.util.Comparator.comparing(AccountHead::at).reversed());
        List<AccountHead.Contents> contents = new ArrayList<>();
        for (AccountHead head : all) {
            contents.add(head.open(root));
        }
        return contents;
    }

    private void meet(Item.Place place) {
        if (!place.device().equals(me.peer()) && met.size() < MAX_ASKED && met.add(place.device())) {
            toAsk.add(place);
        }
    }

    private void ask(Item.Place place) throws IOException {
        AccountExchange.Given given;
        try {
            host.learn(place.device(), place.addresses());
            given = exchange.askFor(place.device());
        } catch (IOException e) {
            System.getLogger(Search.class.getName())
                    .log(System.Logger.Level.INFO, () -> place.device() + " gives no account: " + e.getMessage());
            return;
        }
        if (given.bond().isPresent()) {
            take(given.bond().get(), place);
        }
        for (AccountHead head : given.heads()) {
            AccountHead before = newest.get(head.device());
            if (before == null || before.counter() < head.counter()) {
                newest.put(head.device(), head);
                try {
                    head.open(root).friends().forEach(this::meet);
                } catch (ProtocolException e) {
                    newest.remove(head.device());
                }
            }
        }
    }

    /// A bond of mine that both have signed, whoever gave it; the addresses are those of the device that did.
    private void take(Bond bond, Item.Place from) throws IOException {
        Optional<Party> other = bond.otherThan(me.did());
        if (other.isPresent()
                && people.person(other.get().did()).isEmpty()
                && bond.verify(clock.instant()).isAllowed()) {
            people.add(bond, other.get().peer().equals(from.device()) ? from.addresses() : List.of());
        }
    }
}
