package community.kith.node.device;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.node.log.DevicesView;
import community.kith.node.log.Journal;
import community.kith.node.log.LogExchange;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.sync.log.LogId;
import community.kith.sync.reconcile.Conversation;
import community.kith.sync.reconcile.Scopes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which logs are brought in step with whom: with each of my people and my own devices those of all people whom we both
/// know, myself and themselves first. A person's scope is a hash of their DID, so that who knows somebody not hears no
/// name. Strangers and revoked devices get nothing.
final class Following implements LogExchange.Sharing {
    private final Did me;
    private final People people;
    private final Journal journal;
    private final Revoked revoked;
    private final OwnAddresses met;

    Following(Did me, People people, Journal journal, Revoked revoked, OwnAddresses met) {
        this.me = me;
        this.people = people;
        this.journal = journal;
        this.revoked = revoked;
        this.met = met;
    }

    @Override
    public Optional<Scopes> with(PeerId peer) {
        try {
            return revoked.isRevoked(peer) ? Optional.empty() : whose(peer).map(this::scopes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whose device it is, if it is one of my people's or mine.
    Optional<Did> whose(PeerId peer) throws IOException {
        Optional<Did> known = people.device(peer).map(Acquaintance::did);
        if (known.isPresent()) {
            return known;
        }
        if (journal.devices().of(me, peer).isPresent() || met.all().containsKey(peer)) {
            return Optional.of(me);
        }
        return people.all().stream()
                .map(Acquaintance::did)
                .distinct()
                .filter(person -> journal.devices().of(person, peer).isPresent())
                .findFirst();
    }

    private Scopes scopes(Did other) {
        Map<String, Did> named = new LinkedHashMap<>();
        named.put(name(me), me);
        named.put(name(other), other);
        for (Acquaintance who : all()) {
            if (named.size() < Conversation.MAX_SCOPES) {
                named.put(name(who.did()), who.did());
            }
        }
        return new Shared(named);
    }

    private List<Acquaintance> all() {
        try {
            return people.all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// My other devices, whose logs may not be here yet.
    private Set<PeerId> mine() {
        try {
            return met.all().keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Did person) {
        byte[] domain = "kith:scope/1\0".getBytes(StandardCharsets.UTF_8);
        return "person/"
                + HexFormat.of().formatHex(Sha256.of(domain, person.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// The logs of a person's devices that are followed.
    SortedSet<LogId> logsOf(Did person) {
        NavigableSet<LogId> logs = new TreeSet<>();
        journal.devices().of(person).stream().map(DevicesView.Known::log).forEach(logs::add);
        all().stream().filter(who -> who.did().equals(person)).forEach(who -> logs.add(LogId.of(who.peer())));
        if (person.equals(me)) {
            mine().forEach(peer -> logs.add(LogId.of(peer)));
        }
        logs.removeIf(journal::isFull);
        return logs;
    }

    private final class Shared implements Scopes {
        private final Map<String, Did> named;

        Shared(Map<String, Did> named) {
            this.named = named;
        }

        @Override
        public SortedSet<String> names() {
            return new TreeSet<>(named.keySet());
        }

        @Override
        public SortedSet<LogId> logs(String scope) {
            Did person = named.get(scope);
            return person == null ? new TreeSet<>() : logsOf(person);
        }

        /// Devices are told of by other devices of the same passport, or met with a bond; a log of any other is none of
        /// ours.
        @Override
        public boolean welcomes(LogId unknown) {
            return false;
        }
    }
}
