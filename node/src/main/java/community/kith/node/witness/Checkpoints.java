package community.kith.node.witness;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.node.api.Trace;
import community.kith.node.log.Journal;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.node.witness.OwnCheckpoints.Kept;
import community.kith.node.witness.WitnessProtocol.Question;
import community.kith.node.witness.WitnessProtocol.Reply;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import community.kith.sync.checkpoint.Checkpoint;
import community.kith.sync.checkpoint.NoteKey;
import community.kith.sync.checkpoint.SignedNote;
import community.kith.sync.checkpoint.Witness;
import community.kith.sync.log.LogId;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Signs checkpoints of this device's log as it grows, has people cosign them, and cosigns theirs.
public final class Checkpoints {
    /// From how many people's devices each checkpoint is to have a signature.
    public static final int WITNESSES = 2;

    private static final int MAX_ASKED = 4;

    private final People people;
    private final Host host;
    private final LogId log;
    private final OwnCheckpoints own;
    private final WitnessBook book;
    /// How far each witness had seen this log, when last heard.
    private final Map<PeerId, Long> seen = new ConcurrentHashMap<>();
    /// How often in a row somebody did not sign.
    private final Map<PeerId, Integer> failures = new ConcurrentHashMap<>();

    /// @param host that has nothing to do with revoked devices
    public Checkpoints(SigningKey device, Journal journal, People people, Host host, InstantSource clock) {
        this.people = people;
        this.host = host;
        this.log = LogId.of(device.verifyingKey());
        this.own = new OwnCheckpoints(journal, device);
        this.book = new WitnessBook(journal.database(), Witness.of(device));
        host.accept(WitnessProtocol.ID, new WitnessServer(people, book, clock)::answer);
    }

    /// Signs what is new, and asks for what signatures are missing.
    ///
    /// @param online whether a device answered lately
    public void tick(Predicate<PeerId> online) throws IOException {
        Optional<Kept> newest = own.sign();
        if (newest.isEmpty() || newest.get().seen() >= WITNESSES) {
            return;
        }
        long have = newest.get().seen();
        for (PeerId peer : candidates(newest.get(), online)) {
            if (asked(peer, newest.get())) {
                failures.remove(peer);
                have++;
            } else {
                failures.merge(peer, 1, Integer::sum);
            }
            if (have >= WITNESSES) {
                return;
            }
        }
    }

    /// One device of each person who has not signed; those first who signed when they were asked, then those who have
    /// seen this log,
    /// in an order that stays.
    private List<PeerId> candidates(Kept newest, Predicate<PeerId> online) throws IOException {
        Set<String> names = new HashSet<>();
        newest.note().signatures().forEach(one -> names.add(one.name()));
        List<Acquaintance> all = new ArrayList<>(people.all());
        Set<Did> signed = new HashSet<>();
        all.stream().filter(who -> names.contains(witness(who.peer()).name())).forEach(who -> signed.add(who.did()));
        all.sort(Comparator.<Acquaintance, Integer>comparing(who -> failures.getOrDefault(who.peer(), 0))
                .thenComparing(who -> !seen.containsKey(who.peer()))
                .thenComparing(who -> who.peer().toString()));
        return all.stream()
                .filter(who -> online.test(who.peer()) && signed.add(who.did()))
                .map(Acquaintance::peer)
                .limit(MAX_ASKED)
                .toList();
    }

    private static NoteKey witness(PeerId device) {
        return NoteKey.ofWitness(LogId.of(device));
    }

    private boolean asked(PeerId peer, Kept newest) {
        try {
            return ask(peer, newest);
        } catch (IOException e) {
            System.getLogger(Checkpoints.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> peer + " did not cosign: " + e.getMessage());
            return false;
        }
    }

    private boolean ask(PeerId peer, Kept newest) throws IOException {
        Reply reply = question(peer, newest);
        if (reply instanceof Reply.From from) {
            seen.put(peer, from.size());
            reply = question(peer, newest);
        }
        return switch (reply) {
            case Reply.Cosigned yes -> took(peer, newest, yes.note());
            case Reply.From from -> throw new ProtocolException("a witness that does not know what it saw");
            case Reply.Refused no -> throw new IOException(no.reason());
        };
    }

    private Reply question(PeerId peer, Kept newest) throws IOException {
        long from = seen.getOrDefault(peer, 0L);
        if (from > newest.size()) {
            throw new IOException("it saw " + from + " entries of this log, which has " + newest.size()
                    + " here: a backup was restored, or somebody has a copy of this device's key");
        }
        return exchange(peer, new Question(from, own.growth(from, newest.size()), newest.note()));
    }

    Reply exchange(PeerId peer, Question question) throws IOException {
        try (Stream stream = host.open(peer, WitnessProtocol.ID)) {
            stream.timeout(WitnessServer.PATIENCE);
            WitnessProtocol.write(stream.out(), question);
            stream.closeWrite();
            return WitnessProtocol.reply(stream.in());
        }
    }

    private boolean took(PeerId peer, Kept newest, SignedNote cosigned) throws IOException {
        boolean isRight = cosigned.signatures().size() == 1
                && cosigned.text().equals(newest.note().text())
                && Checkpoint.parse(cosigned.text()).isSigned(cosigned, witness(peer));
        if (!isRight) {
            throw new ProtocolException("what " + peer + " signed is not what it was asked to");
        }
        own.cosigned(newest.size(), cosigned.signatures().getFirst());
        seen.put(peer, newest.size());
        return true;
    }

    /// An entry of this device's log with all that others need to believe it.
    ///
    /// @param entry its number; the last one without
    public Trace trace(OptionalLong entry) throws IOException {
        if (entry.isPresent() && entry.getAsLong() < 1) {
            throw new IllegalArgumentException("a log has no entry " + entry.getAsLong());
        }
        OwnCheckpoints.Proven proven = own.prove(entry.orElse(0));
        return new Trace(
                log.device(),
                proven.entry().sequence(),
                proven.by().size(),
                proven.entry().type(),
                new Trace.Keys(
                        NoteKey.ofLog(log).toString(), witnesses(proven.by().note())),
                Base64.getEncoder().encodeToString(proven.entry().bytes()),
                proven.proof().toString());
    }

    private static List<String> witnesses(SignedNote note) throws ProtocolException {
        List<String> keys = new ArrayList<>();
        for (var signature : note.signatures()) {
            String name = signature.name();
            if (name.startsWith(NoteKey.WITNESS)) {
                keys.add(witness(PeerId.parse(name.substring(NoteKey.WITNESS.length())))
                        .toString());
            }
        }
        return keys;
    }

    /// Devices whose log was shown to this one as something else than before.
    public List<PeerId> rewritten() throws IOException {
        return book.rewritten().stream().map(LogId::device).toList();
    }

    /// The two checkpoints that show it, as the device signed them; none when there is no such thing.
    public List<SignedNote> contradiction(PeerId device) throws IOException {
        return book.contradiction(LogId.of(device));
    }
}
