package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// One running family node, as its owner's doors see it.
///
/// Every call blocks until it is done. Expected failures are typed: [NotFoundException], [RefusedException],
/// [UnavailableException]; wrong arguments are an `IllegalArgumentException` whose message names the argument and what
/// would be right; anything else that goes wrong is an `IOException` naming what was tried on what.
public interface Kith {
    NodeStatus status();

    /// Seals, codes and keeps what `source` yields, and hands shards to holders. Returns once the wished-for tier is
    /// reached ([PutRequest#until]).
    ///
    /// @throws UnavailableException when too few holders answer for the content to become durable now; the content is
    ///     accepted all the same, and the exception carries its link
    FileInfo put(PutRequest request, PutSource source, Progress progress) throws IOException;

    /// Opens what a link names, asking holders for its manifest when it is not here.
    Opened open(String link) throws IOException;

    /// Writes the bytes `[from, to)` of a file to `out`, each verified before it is handed out.
    ///
    /// @param path the entry wanted when the link names a folder; empty for a file
    /// @param from first byte, from 0
    /// @param to one past the last byte; empty for the end
    void read(String link, String path, long from, OptionalLong to, OutputStream out) throws IOException;

    /// Brings a link's file or folder to `target` on this computer's disk. Each file appears whole or not at all.
    ///
    /// @return how many bytes were written
    long extract(String link, Path target, Progress progress) throws IOException;

    /// A page of what I put or keep, newest first.
    List<FileInfo> files(FileQuery which) throws IOException;

    /// All that I put or keep, newest first, for those who have room for it.
    default List<FileInfo> files() {
        List<FileInfo> all = new ArrayList<>();
        try {
            FileQuery next = FileQuery.first();
            List<FileInfo> page = files(next);
            all.addAll(page);
            while (page.size() == FileQuery.MOST) {
                page = files(next.after(page.getLast().manifest()));
                all.addAll(page);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    FileInfo info(Cid manifest) throws IOException;

    /// Who holds a file now, and how many losses it survives.
    FileHealth health(Cid manifest) throws IOException;

    /// Asks every holder of a file now whether it is there, compares a random range of each shard, and repairs what is
    /// short.
    FileHealth check(Cid manifest, Progress progress) throws IOException;

    /// Keeps a copy of somebody's link here, and from now on repairs it as if it were mine.
    FileInfo pin(String link, Progress progress) throws IOException;

    /// Removes a file: it can be restored until the undelete window has passed, unless it is to go for good.
    ///
    /// @throws RefusedException when it would be a large part of everything, and nobody said that this is wanted
    void remove(Cid manifest, Removal how) throws IOException;

    /// Files that were removed and can be restored, last removed first.
    List<FileInfo> removed();

    /// Takes back a removal.
    FileInfo restore(Cid manifest) throws IOException;

    /// Lets go of a file's bytes on this disk: it stays listed, and is read from its holders. [#pin] brings it back.
    ///
    /// @throws UnavailableException when it would not be durable without this disk
    FileInfo release(Cid manifest) throws IOException;

    /// Snapshots of folders.
    Backups backups();

    /// Whether somebody may do something with a file of mine, and why.
    ///
    /// @param act `read`, `write`, `hold`, `audit`, `repair` or `steward`
    MayInfo may(Did who, String act, Cid manifest) throws IOException;

    /// The devices that speak for my passport.
    OwnDevices devices();

    /// Letting people read files of mine for a time.
    Grants grants();

    /// What people say of each other, signed.
    Attestations attestations();

    /// What this node denies others, by its own word or that of others.
    Denylists denylists();

    /// Who can give me my passport back, and whose I can.
    Guardians guardians();

    Invitation invite(String bondKind, int uses, Duration validFor) throws IOException;

    /// Forms a bond with whoever made the ticket.
    Person accept(String ticket) throws IOException;

    List<Person> people();

    /// Promises somebody in my book that many bytes of this disk.
    Person pledge(Did who, long bytes) throws IOException;

    /// Remembers who somebody, me included, lives with: people of one household count as one that may vanish.
    ///
    /// @param household what it is called; empty to forget it
    void household(Did who, String household) throws IOException;

    /// Self-checks, each with a cause and a next step when it fails.
    List<Check> doctor();

    /// Those who look after my shards when I am away, in the order in which they do.
    List<Steward> stewards() throws IOException;

    /// Those whose shards I look after when they are away.
    List<Entrusted> entrusted() throws IOException;

    /// Tells everybody I keep something for that this device goes away for good, and how much of theirs is still here.
    /// Ask again until nothing is.
    List<Departure> leave() throws IOException;

    /// How near somebody is to me, what follows from it, and why.
    default Trust trust(Did who) throws IOException {
        throw new NotFoundException("this node knows nobody");
    }

    /// Ends a bond: both sides learn of it and bring elsewhere what lies with the other.
    ///
    /// @throws NotFoundException when there is none with that person
    default Parting unbond(Did who) throws IOException {
        throw new NotFoundException("this node knows nobody");
    }

    /// Bonds that are over and whose holdings are still being handed over.
    default List<Parting> partings() throws IOException {
        return List.of();
    }

    /// What others can see of me now.
    default List<Visible> visible() throws IOException {
        return List.of();
    }

    /// Everything that is mine, as `docs/spec/account.md` has it. It opens everything: keep it like a key.
    default void exportAccount(OutputStream out) throws IOException {
        throw new RefusedException("this node exports nothing");
    }

    /// Takes up an account that was exported. What is here already stays as it is.
    default Restored importAccount(InputStream account) throws IOException {
        throw new RefusedException("this node imports nothing");
    }

    /// Looks for everything that is mine at these friends and at those who come up on the way, and takes it up: for a
    /// new computer that has the passport's key. What is here already stays as it is.
    ///
    /// @param addresses multiaddrs of friends' devices, each ending in `/p2p/PEERID`
    /// @throws RefusedException when this device does not have the passport's key
    default Restored restoreAccount(List<String> addresses, Progress progress) throws IOException {
        throw new RefusedException("this node brings no accounts back");
    }

    /// What happens from now on.
    Events events();

    /// What this node does for peers that look for each other.
    default Signals signals() {
        return Signals.NONE;
    }
}
