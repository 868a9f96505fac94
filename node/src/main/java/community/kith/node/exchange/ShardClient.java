package community.kith.node.exchange;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.community.right.Right;
import community.kith.community.trust.Bond;
import community.kith.node.api.RefusedException;
import community.kith.node.ledger.Audience;
import community.kith.p2p.host.Host;
import community.kith.store.blob.Challenge;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The visitor's end of the protocol: asks holders, and believes nothing it has not checked.
///
/// Every call blocks until the holder has answered or [Patience] is at its end; what fails is an `IOException` naming
/// the
/// holder, what a holder got wrong a `ProtocolException`. Safe for many threads: each call has a session of its own.
public final class ShardClient implements AutoCloseable {
    private static final int HASH_CHUNK_BYTES = 64 * 1024;
    /// Questions of which none waits for an answer; they fit into what a stream takes in before anybody reads.
    private static final int MOST_AT_ONCE = 255;

    private static final byte[] NOTHING = {};

    private final Host host;
    private final Delegation mine;
    private final Supplier<List<Bond>> bonds;
    private final Patience patience;
    private final InstantSource clock;
    private final SessionPool sessions;
    private final Verified delegations = new Verified();
    private volatile Greeting greeting;
    /// How far each holder's clock was ahead of mine when it last told me its room.
    private final Map<PeerId, Duration> clocks = new ConcurrentHashMap<>();
    private final Map<PeerId, Duration> latencies = new ConcurrentHashMap<>();

    /// Asks through `host`, as the device that `mine` is about.
    ///
    /// @param bonds those that prove to holders how near I am to others, most telling first; asked at the beginning of
    ///     each session, and shown to whoever is asked; the same list as long as nothing changes, best
    public ShardClient(Host host, Delegation mine, Supplier<List<Bond>> bonds, Patience patience, InstantSource clock) {
        this.host = host;
        this.mine = mine;
        this.bonds = bonds;
        this.patience = patience;
        this.clock = clock;
        this.sessions = new SessionPool(patience, this::open);
        this.greeting = new Greeting(List.of(), greeting(List.of()));
    }

    /// Whose device this is, as the device proves.
    public Delegation who(PeerId peer) throws IOException {
        return asking(peer, "who they are", session -> {
            Optional<Refusal> refusal = session.greeted();
            if (refusal.isPresent()) {
                throw refused(refusal.get());
            }
            return session.holder();
        });
    }

    /// Those of the CIDs that the holder says it has and would give me.
    public SequencedSet<Cid> have(PeerId peer, Collection<Cid> cids) throws IOException {
        return have(peer, cids, Optional.empty());
    }

    SequencedSet<Cid> have(PeerId peer, Collection<Cid> cids, Optional<Right> right) throws IOException {
        SequencedSet<Cid> held = new LinkedHashSet<>();
        for (List<Cid> some : portions(cids)) {
            held.addAll(asking(peer, "what they have", session -> {
                Answer answer = session.ask(new Request.Have(some, right));
                if (answer instanceof Answer.Held yes) {
                    return yes.bits().chosen(some);
                }
                throw unwelcome(answer);
            }));
        }
        return held;
    }

    /// Fetches a whole blob and checks it against its name.
    ///
    /// @param into where it goes, from `offset` on
    /// @param maxBytes how much room there is; a larger blob is a ProtocolException, as is one with other bytes
    public Fetched get(PeerId peer, Cid cid, byte[] into, int offset, int maxBytes) throws IOException {
        return get(peer, new Request.Get(cid, 0, OptionalLong.of(maxBytes), Optional.empty()), into, offset);
    }

    Fetched get(PeerId peer, Request.Get whole, byte[] into, int offset) throws IOException {
        Cid cid = whole.cid();
        return asking(peer, "for " + cid, session -> {
            long asked = System.nanoTime();
            Answer answer = session.ask(whole);
            latencies.put(peer, Duration.ofNanos(System.nanoTime() - asked));
            Fetched fetched = received(session, answer, whole, into, offset);
            if (fetched instanceof Fetched.Found found) {
                verify(cid, found, into, offset);
            }
            return fetched;
        });
    }

    /// Takes blobs that came and were checked.
    public interface Taker {
        /// An array for so many bytes, with anything in it.
        byte[] room(int bytes);

        /// One of them is whole, at the beginning of an array of [#room].
        void took(Cid cid, byte[] bytes);

        /// Nothing came for an array of [#room].
        void unused(byte[] room);
    }

    /// Asks for several blobs of one size in one go: all questions leave before the first answer comes, so that
    /// guessing
    /// what a holder has costs one round trip.
    ///
    /// @param cids at most 255
    /// @param eachBytes what each has; one of another size counts as not there
    /// @return how the holder refused one, if it did
    public Optional<Refusal> getAny(PeerId peer, List<Cid> cids, int eachBytes, Taker taker) throws IOException {
        List<Request.Get> gets = gets(cids, eachBytes);
        return asking(peer, "for any of " + cids.size() + " blobs", session -> {
            long asked = System.nanoTime();
            Optional<Refusal> refusal = session.begin(gets);
            byte[] into = taker.room(eachBytes);
            for (int i = 0; i < gets.size() && !session.over(); i++) {
                Answer answer = session.answer();
                if (i == 0) {
                    latencies.put(peer, Duration.ofNanos(System.nanoTime() - asked));
                }
                Fetched fetched = received(session, answer, gets.get(i), into, 0);
                if (fetched instanceof Fetched.Refused no) {
                    refusal = Optional.of(no.refusal());
                } else if (fetched instanceof Fetched.Found found && found.blobBytes() == eachBytes) {
                    verify(cids.get(i), found, into, 0);
                    taker.took(cids.get(i), into);
                    into = i + 1 < gets.size() ? taker.room(eachBytes) : NOTHING;
                }
            }
            taker.unused(into);
            return refusal;
        });
    }

    /// Whether, and how, a holder refuses to give me any of these.
    public Optional<Refusal> anyRefusal(PeerId peer, List<Cid> cids) throws IOException {
        List<Request.Get> gets = gets(cids, 1);
        return asking(peer, "whether they refuse any of " + cids.size() + " blobs", session -> {
            Optional<Refusal> refusal = session.begin(gets);
            byte[] one = new byte[1];
            for (int i = 0; i < gets.size() && !session.over(); i++) {
                if (received(session, session.answer(), gets.get(i), one, 0) instanceof Fetched.Refused no) {
                    refusal = Optional.of(no.refusal());
                }
            }
            return refusal;
        });
    }

    private static List<Request.Get> gets(List<Cid> cids, int bytes) {
        if (cids.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException(cids.size() + " questions in one go");
        }
        OptionalLong to = OptionalLong.of(bytes);
        return cids.stream()
                .map(cid -> new Request.Get(cid, 0, to, Optional.empty()))
                .toList();
    }

    /// How long a holder last took from a question for bytes to the beginning of its answer.
    public Optional<Duration> latency(PeerId peer) {
        return Optional.ofNullable(latencies.get(peer));
    }

    /// Fetches `length` bytes of a blob from byte `from` on, or as far as it goes. Part of a blob cannot be checked:
    /// compare
    /// it with what is known.
    public Fetched getRange(PeerId peer, Cid cid, int from, byte[] into, int offset, int length) throws IOException {
        Request.Get get = new Request.Get(cid, from, OptionalLong.of(Math.addExact(from, length)), Optional.empty());
        return asking(peer, "for a range of " + cid, session -> received(session, session.ask(get), get, into, offset));
    }

    /// Asks a holder for proof that it has the bytes of a blob that it keeps for me, or that I may read.
    public Proven prove(PeerId peer, Cid cid, Challenge challenge) throws IOException {
        return prove(peer, cid, challenge, Optional.empty());
    }

    Proven prove(PeerId peer, Cid cid, Challenge challenge, Optional<Right> right) throws IOException {
        return asking(
                peer, "for proof of " + cid, session -> switch (session.ask(new Request.Prove(cid, challenge, right))) {
                    case Answer.Proof proof -> new Proven.Shown(proof.sizeBytes(), proof.hash());
                    case Answer.Missing missing -> new Proven.Missing();
                    case Answer.Refused no -> new Proven.Refused(no.refusal());
                    case Answer other -> throw unwelcome(other);
                });
    }

    /// Asks a holder to keep a blob for me.
    ///
    /// @param audience whose owner is me
    public Placed put(PeerId peer, Cid cid, byte[] bytes, int offset, int length, Audience audience)
            throws IOException {
        if (!audience.owner().equals(mine.passport())) {
            throw new IllegalArgumentException("cannot place for " + audience.owner() + " as " + mine.passport());
        }
        Request.Put put = new Request.Put(cid, length, audience.reach(), audience.named(), Optional.empty());
        return put(peer, put, bytes, offset);
    }

    Placed put(PeerId peer, Request.Put put, byte[] bytes, int offset) throws IOException {
        int length = put.sizeBytes();
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > ShardProtocol.MAX_BLOB_BYTES) {
            throw new IllegalArgumentException("cannot place " + length + " bytes");
        }
        return asking(peer, "to keep " + put.cid(), session -> {
            Answer answer = session.ask(put);
            if (answer instanceof Answer.Go) {
                session.talk().send(bytes, offset, length);
                answer = session.answer();
            }
            return switch (answer) {
                case Answer.Kept kept -> stored(peer, put, kept.receipt());
                case Answer.Already already -> stored(peer, put, already.receipt());
                case Answer.Refused no -> new Placed.Refused(no.refusal());
                case Answer other -> throw unwelcome(other);
            };
        });
    }

    /// Asks a holder that has a blob already to keep it for me, without sending it.
    ///
    /// @return refused when the holder would have to be sent the bytes
    public Placed claim(PeerId peer, Cid cid, int sizeBytes, Audience audience) throws IOException {
        Request.Put put = new Request.Put(cid, sizeBytes, audience.reach(), audience.named(), Optional.empty());
        return asking(peer, "to go on keeping " + cid, session -> switch (session.ask(put)) {
            case Answer.Kept kept -> stored(peer, put, kept.receipt());
            case Answer.Already already -> stored(peer, put, already.receipt());
            case Answer.Refused no -> new Placed.Refused(no.refusal());
            case Answer.Go go -> throw new IOException("it wants the bytes, so it does not have them any more");
            case Answer other -> throw unwelcome(other);
        });
    }

    /// Lets somebody look after what a right of mine covers. Its list must be with them already, placed by me.
    ///
    /// @throws RefusedException saying why they do not
    public void entrust(PeerId steward, Right right) throws IOException {
        tell(steward, "to look after shards", new Request.Entrust(right));
    }

    /// Tells whoever has, or may be shown, a right of mine that it counts no more.
    public void withdraw(PeerId peer, Right right) throws IOException {
        tell(peer, "to forget a right", new Request.Withdraw(right));
    }

    /// Tells an owner what holders have signed for in their name.
    ///
    /// @param rows at most [ShardProtocol#MAX_REPORTED]
    public void report(PeerId owner, List<Reported> rows) throws IOException {
        tell(owner, "to note receipts", new Request.Report(rows));
    }

    /// Tells an owner that this device is about to leave, with what it keeps for them.
    public void leaving(PeerId owner) throws IOException {
        tell(owner, "to let me go", new Request.Leaving());
    }

    /// Tells an owner that this device will not keep these for them much longer.
    public void parting(PeerId owner, Collection<Cid> cids) throws IOException {
        for (List<Cid> some : portions(cids)) {
            tell(owner, "to take back what I cannot keep", new Request.Parting(some));
        }
    }

    /// A later edition of a denylist than that one, if the peer has it. Its form and signature are for the caller to
    /// check.
    public Optional<byte[]> denylist(PeerId peer, Did publisher, String name, long after) throws IOException {
        return bytes(peer, "for a denylist", new Request.Denylist(publisher, name, after), SignedDenylist.MAX_BYTES);
    }

    /// What somebody's node denied and how often, encoded.
    public Optional<byte[]> denied(PeerId peer) throws IOException {
        return bytes(peer, "what they denied", new Request.Denied(), SignedDenylist.MAX_BYTES);
    }

    private Optional<byte[]> bytes(PeerId peer, String what, Request request, int maxBytes) throws IOException {
        return asking(peer, what, session -> switch (session.ask(request)) {
            case Answer.Bytes bytes -> {
                if (bytes.sizeBytes() > maxBytes || bytes.lengthBytes() != bytes.sizeBytes()) {
                    throw new ProtocolException(bytes + " where at most " + maxBytes + " can be");
                }
                byte[] whole = new byte[bytes.sizeBytes()];
                read(session.talk(), whole, 0, whole.length);
                yield Optional.of(whole);
            }
            case Answer.Missing missing -> Optional.empty();
            case Answer other -> throw unwelcome(other);
        });
    }

    private void tell(PeerId peer, String what, Request request) throws IOException {
        asking(peer, what, session -> {
            Answer answer = session.ask(request);
            if (answer instanceof Answer.Noted) {
                return answer;
            }
            throw answer instanceof Answer.Missing
                    ? refused(new Refusal(Refusal.Code.RIGHT, "the list of stripes is not there"))
                    : unwelcome(answer);
        });
    }

    /// Tells a holder to keep these no longer for me.
    ///
    /// @return those that it kept for me until now
    public SequencedSet<Cid> delete(PeerId peer, Collection<Cid> cids) throws IOException {
        SequencedSet<Cid> deleted = new LinkedHashSet<>();
        for (List<Cid> some : portions(cids)) {
            deleted.addAll(asking(peer, "to delete", session -> {
                Answer answer = session.ask(new Request.Delete(some));
                if (answer instanceof Answer.Deleted yes) {
                    return yes.bits().chosen(some);
                }
                throw unwelcome(answer);
            }));
        }
        return deleted;
    }

    /// What I may use of a holder's disk.
    ///
    /// @throws RefusedException when we have no bond
    public Room room(PeerId peer) throws IOException {
        return room(peer, Optional.empty());
    }

    Room room(PeerId peer, Optional<Right> right) throws IOException {
        return asking(peer, "for room", session -> {
            Answer answer = session.ask(new Request.Room(right));
            if (answer instanceof Answer.Offer offer) {
                clocks.put(peer, Duration.between(clock.instant(), offer.at()));
                return offer.room();
            }
            throw unwelcome(answer);
        });
    }

    /// The same client as it speaks for whoever gave me this right.
    public Deputy by(Right right) {
        return new Deputy(this, right);
    }

    /// How far the clocks of those whom I asked for room are ahead of mine, by the middle one; empty when nobody was
    /// asked.
    public Optional<Duration> clockOffset() {
        List<Duration> sorted = clocks.values().stream().sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }

    /// Ends sessions that nobody uses. Called now and then.
    public void tick(Instant now) {
        sessions.endIdle(now.minus(patience.keep()));
    }

    @Override
    public void close() {
        sessions.close();
    }

    private Session open(PeerId peer) throws IOException {
        Conversation talk =
                new Conversation(host.open(peer, ShardProtocol.ID), patience.answer(), patience.pace(), clock);
        return Session.begin(talk, peer, clock, delegations, greeting());
    }

    /// What sessions begin with as long as my bonds stay what they were.
    private record Greeting(List<Bond> bonds, List<Request> requests) {}

    private List<Request> greeting() {
        List<Bond> mine = bonds.get();
        Greeting before = greeting;
        if (!before.bonds.equals(mine)) {
            before = new Greeting(mine, greeting(mine));
            greeting = before;
        }
        return before.requests;
    }

    private List<Request> greeting(List<Bond> bonds) {
        List<byte[]> shown =
                bonds.stream().limit(ShardProtocol.MAX_BONDS).map(Bond::bytes).toList();
        List<Request> greeting = new ArrayList<>();
        int at = 0;
        do {
            int next = Math.min(at + ShardProtocol.MAX_BONDS_PER_MESSAGE, shown.size());
            List<byte[]> some = shown.subList(at, next);
            boolean more = next < shown.size();
            greeting.add(at == 0 ? new Request.Hello(mine, some, more) : new Request.Bonds(some, more));
            at = next;
        } while (at < shown.size());
        return greeting;
    }

    private static Fetched received(Session session, Answer answer, Request.Get get, byte[] into, int offset)
            throws IOException {
        int wanted = (int) (get.to().orElseThrow() - get.from());
        Objects.checkFromIndexSize(offset, wanted, into.length);
        return switch (answer) {
            case Answer.Bytes bytes -> {
                if (bytes.lengthBytes() != Math.clamp(bytes.sizeBytes() - get.from(), 0, wanted)) {
                    throw new ProtocolException(
                            bytes + " where " + wanted + " bytes from " + get.from() + " were asked for");
                }
                read(session.talk(), into, offset, bytes.lengthBytes());
                yield new Fetched.Found(bytes.sizeBytes(), bytes.lengthBytes());
            }
            case Answer.Missing missing -> new Fetched.Missing();
            case Answer.Refused no -> new Fetched.Refused(no.refusal());
            case Answer other -> throw unwelcome(other);
        };
    }

    private static void read(Conversation talk, byte[] into, int offset, int length) throws IOException {
        try (Conversation.Body body = talk.body(length)) {
            int got = body.readNBytes(into, offset, length);
            if (got < length) {
                throw new ProtocolException("only " + got + " of " + length + " bytes came");
            }
        }
    }

    private static void verify(Cid cid, Fetched.Found found, byte[] bytes, int offset) throws ProtocolException {
        if (found.blobBytes() != found.lengthBytes()) {
            throw new ProtocolException(
                    "a blob of " + found.blobBytes() + " bytes where at most " + found.lengthBytes() + " can be");
        }
        MessageDigest digest = Sha256.fresh();
        for (int at = 0; at < found.lengthBytes(); at += HASH_CHUNK_BYTES) {
            digest.update(bytes, offset + at, Math.min(HASH_CHUNK_BYTES, found.lengthBytes() - at));
        }
        if (!Arrays.equals(digest.digest(), cid.digest())) {
            throw new ProtocolException("the bytes that came are not those of " + cid);
        }
    }

    private Placed stored(PeerId peer, Request.Put put, Receipt receipt) throws ProtocolException {
        Verdict verdict = Verdict.when(
                        receipt.holder().equals(peer)
                                && receipt.cid().equals(put.cid())
                                && receipt.sizeBytes() == put.sizeBytes()
                                && receipt.owner()
                                        .equals(put.by()
                                                .map(by -> by.right().owner())
                                                .orElse(mine.passport())),
                        () -> "the receipt is about something else")
                .and(() -> receipt.verify(clock.instant()));
        if (verdict instanceof Verdict.Refused no) {
            throw new ProtocolException("a receipt that cannot be believed: " + no.reason());
        }
        return new Placed.Stored(receipt);
    }

    private <T> T asking(PeerId peer, String what, SessionPool.Use<T> use) throws IOException {
        try {
            return sessions.with(peer, use);
        } catch (ConnectException e) {
            throw e;
        } catch (RefusedException e) {
            throw new RefusedException("asked " + what + ", " + peer + " " + e.getMessage());
        } catch (ProtocolException e) {
            throw naming(
                    new ProtocolException("asked " + what + ", " + peer + " answered wrongly: " + e.getMessage()), e);
        } catch (IOException e) {
            throw new IOException("asked " + peer + " " + what + ": " + e.getMessage(), e);
        }
    }

    private static ProtocolException naming(ProtocolException named, ProtocolException cause) {
        named.initCause(cause);
        return named;
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal.toString());
    }

    /// What an answer means that is not the one hoped for.
    private static IOException unwelcome(Answer answer) {
        return answer instanceof Answer.Refused no
                ? refused(no.refusal())
                : new ProtocolException("the answer “" + answer.getClass().getSimpleName() + "” to another question");
    }

    private static List<List<Cid>> portions(Collection<Cid> cids) {
        List<Cid> all = List.copyOf(cids);
        List<List<Cid>> portions = new ArrayList<>();
        for (int at = 0; at < all.size(); at += ShardProtocol.MAX_CIDS) {
            portions.add(all.subList(at, Math.min(at + ShardProtocol.MAX_CIDS, all.size())));
        }
        return portions;
    }
}
