package community.kith.node.denylist;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.denylist.Entry;
import community.kith.community.denylist.SignedDenylist;
import community.kith.community.identity.Verdict;
import community.kith.node.api.DenialUse;
import community.kith.node.api.DenylistInfo;
import community.kith.node.api.Denylists;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.api.UnavailableException;
import community.kith.node.event.EventFeed;
import community.kith.node.exchange.ShardClient;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Publishes denylists, follows those of others, and keeps them up to date: each hour the publisher's device is asked
/// for a
/// later edition or, when it is away, whoever of my people is there and may follow the list too. Signatures make it all
/// the same who brings it.
///
/// `lock` orders the changes of my own lists.
public final class DenylistDesk implements Denylists {
    private static final Duration REFRESHED_EVERY = Duration.ofHours(1);
    /// So many are asked when the publisher is away.
    private static final int ASKED = 8;

    private final Me me;
    private final DenylistBook book;
    private final Around around;
    private final EventFeed feed;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// The people around, and what links name.
    public record Around(People people, Presence presence, ShardClient client, Naming naming) {}

    /// Tells what a link names.
    @FunctionalInterface
    public interface Naming {
        /// Every blob that a link, or a file of mine with that manifest, is made of, the manifest first; the CID itself
        /// when
        /// it is no file.
        List<Cid> blobs(String linkOrCid) throws IOException;
    }

    public DenylistDesk(Me me, DenylistBook book, Around around, EventFeed feed, InstantSource clock) {
        this.me = me;
        this.book = book;
        this.around = around;
        this.feed = feed;
        this.clock = clock;
    }

    /// Writes down what was denied, and asks for later editions of what is due.
    public void tick() throws IOException {
        book.flush();
        for (DenylistBook.Edition edition : book.editions()) {
            SignedDenylist list = edition.list();
            boolean due = !edition.refreshed().plus(REFRESHED_EVERY).isAfter(clock.instant());
            if (due && !list.publisher().equals(me.did()) && refresh(list)) {
                book.refreshed(list);
            }
        }
    }

    /// @return whether anybody could be asked
    private boolean refresh(SignedDenylist list) throws IOException {
        boolean asked = false;
        for (PeerId peer : sources(list.publisher())) {
            try {
                Optional<byte[]> later = around.client.denylist(peer, list.publisher(), list.name(), list.sequence());
                asked = true;
                if (later.isPresent() && takes(checked(later.get(), list.publisher(), list.name()))) {
                    return true;
                }
            } catch (IOException e) {
                System.getLogger(DenylistDesk.class.getName())
                        .log(System.Logger.Level.DEBUG, () -> peer + " gave no denylist: " + e.getMessage());
            }
        }
        return asked;
    }

    /// The publisher's devices that are here, or else some of my people who are.
    private List<PeerId> sources(Did publisher) throws IOException {
        List<PeerId> theirs = new ArrayList<>();
        List<PeerId> others = new ArrayList<>();
        for (Acquaintance who : around.people.all()) {
            if (around.presence.isOnline(who.peer())) {
                (who.did().equals(publisher) ? theirs : others).add(who.peer());
            }
        }
        return theirs.isEmpty() ? others.subList(0, Math.min(ASKED, others.size())) : theirs;
    }

    /// @throws ProtocolException when it is another list, or not signed by its publisher
    private SignedDenylist checked(byte[] signed, Did publisher, String name) throws ProtocolException {
        SignedDenylist list = SignedDenylist.parse(signed);
        if (!list.publisher().equals(publisher) || !list.name().equals(name)) {
            throw new ProtocolException("another denylist than the one asked for");
        }
        if (list.verify(clock.instant()) instanceof Verdict.Refused no) {
            throw new ProtocolException(no.reason());
        }
        return list;
    }

    private boolean takes(SignedDenylist list) throws IOException {
        boolean taken = book.take(list);
        if (taken) {
            feed.publish(
                    "denylist",
                    list.publisher().toString(),
                    "edition " + list.sequence() + " of the denylist “" + list.name() + "” counts from now on");
        }
        return taken;
    }

    @Override
    public List<DenylistInfo> all() throws IOException {
        List<DenylistInfo> all = new ArrayList<>();
        for (DenylistBook.Edition edition : book.editions()) {
            all.add(info(edition, List.of()));
        }
        return List.copyOf(all);
    }

    @Override
    public DenylistInfo create(String name) throws IOException {
        SignedDenylist.requireName(name);
        lock.lock();
        try {
            if (book.find(me.did(), name).isPresent()) {
                throw new IllegalArgumentException("you have a denylist “" + name + "” already");
            }
            return publish(name, 0, List.of());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DenylistInfo add(String name, String linkOrCid, String reason) throws IOException {
        Entry entry = Entry.of(reason.strip(), around.naming.blobs(linkOrCid));
        lock.lock();
        try {
            SignedDenylist list = mine(name);
            List<Entry> entries = new ArrayList<>(list.entries());
            entries.removeIf(one -> one.head().equals(entry.head()));
            entries.add(entry);
            return publish(name, list.sequence(), entries);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DenylistInfo remove(String name, String linkOrCid) throws IOException {
        Cid head = around.naming.blobs(linkOrCid).getFirst();
        lock.lock();
        try {
            SignedDenylist list = mine(name);
            List<Entry> entries = new ArrayList<>(list.entries());
            if (!entries.removeIf(one -> one.head().equals(Cid.raw(head.digest())))) {
                throw new NotFoundException(
                        head + " is not in your denylist “" + name + "” (kith denylist show " + name + ")");
            }
            return publish(name, list.sequence(), entries);
        } finally {
            lock.unlock();
        }
    }

    /// Numbers go with the clock, so that a list that was withdrawn and begun anew is later than what others have of
    /// it.
    private DenylistInfo publish(String name, long before, List<Entry> entries) throws IOException {
        long sequence = Math.max(before + 1, clock.instant().getEpochSecond());
        SignedDenylist list =
                SignedDenylist.sign(me.key(), me.device().delegation(), name, sequence, clock.instant(), entries);
        take(list);
        return show(me.did(), name);
    }

    private boolean take(SignedDenylist list) throws IOException {
        try {
            return takes(list);
        } catch (IllegalStateException e) {
            throw new RefusedException(e.getMessage() + "; let go of one first (kith denylist unsubscribe)");
        }
    }

    private SignedDenylist mine(String name) throws IOException {
        return book.find(me.did(), name)
                .map(DenylistBook.Edition::list)
                .orElseThrow(() -> new NotFoundException(
                        "you have no denylist “" + name + "” (kith denylist create " + name + ")"));
    }

    @Override
    public DenylistInfo show(Did publisher, String name) throws IOException {
        DenylistBook.Edition edition = found(publisher, name);
        return info(
                edition,
                edition.list().entries().stream()
                        .map(entry -> new DenylistInfo.Entry(entry.head(), entry.size(), entry.reason()))
                        .toList());
    }

    private DenylistBook.Edition found(Did publisher, String name) throws IOException {
        return book.find(publisher, name)
                .orElseThrow(() -> new NotFoundException(
                        "there is no denylist “" + name + "” of " + publisher + " here (kith denylist ls)"));
    }

    private DenylistInfo info(DenylistBook.Edition edition, List<DenylistInfo.Entry> entries) throws IOException {
        SignedDenylist list = edition.list();
        boolean mine = list.publisher().equals(me.did());
        return new DenylistInfo(
                list.publisher(),
                mine
                        ? me.name()
                        : around.people
                                .person(list.publisher())
                                .map(Acquaintance::name)
                                .orElse(""),
                list.name(),
                mine,
                list.sequence(),
                list.issued(),
                edition.refreshed(),
                list.entries().size(),
                list.blobs(),
                entries);
    }

    @Override
    public DenylistInfo subscribe(Did publisher, String name) throws IOException {
        SignedDenylist.requireName(name);
        if (publisher.equals(me.did())) {
            throw new IllegalArgumentException("your own lists are followed anyway");
        }
        List<PeerId> sources = sources(publisher);
        for (PeerId peer : sources) {
            Optional<byte[]> edition = around.client.denylist(peer, publisher, name, 0);
            if (edition.isPresent()) {
                take(checked(edition.get(), publisher, name));
                return show(publisher, name);
            }
        }
        if (sources.isEmpty()) {
            throw new UnavailableException(
                    "nobody is here now who could give the denylist “" + name + "” of " + publisher, 1, "");
        }
        throw new NotFoundException("they publish no denylist “" + name + "”");
    }

    @Override
    public DenylistInfo subscribe(byte[] signed) throws IOException {
        SignedDenylist list;
        try {
            list = SignedDenylist.parse(signed);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("this is no signed denylist: " + e.getMessage(), e);
        }
        if (list.verify(clock.instant()) instanceof Verdict.Refused no) {
            throw new RefusedException("this denylist is not believed: " + no.reason());
        }
        Optional<DenylistBook.Edition> known = book.find(list.publisher(), list.name());
        if (known.isPresent() && known.get().list().sequence() > list.sequence()) {
            throw new RefusedException("this is edition %d, and edition %d is here already"
                    .formatted(list.sequence(), known.get().list().sequence()));
        }
        take(list);
        return show(list.publisher(), list.name());
    }

    @Override
    public void unsubscribe(Did publisher, String name) throws IOException {
        if (!book.drop(publisher, name)) {
            found(publisher, name);
        }
    }

    @Override
    public byte[] export(Did publisher, String name) throws IOException {
        return found(publisher, name).list().bytes();
    }

    @Override
    public List<DenialUse> log(Optional<Did> of) throws IOException {
        if (of.isEmpty() || of.get().equals(me.did())) {
            return book.uses().all();
        }
        Acquaintance who = around.people
                .person(of.get())
                .orElseThrow(() -> new NotFoundException(
                        "nobody in your book has the DID " + of.get() + " (kith people shows them)"));
        Optional<byte[]> record = around.client.denied(who.peer());
        return record.isEmpty() ? List.of() : UseRecord.decode(record.get());
    }
}
