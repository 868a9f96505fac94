package community.kith.node.device;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Revocation;
import community.kith.node.log.Journal;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.sync.log.LogId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The devices that lost their rights, in memory, as it is asked for at every stream and every request.
///
/// A passport revokes its own devices; its word about anybody else's is void. Whose a device is its own log tells, or
/// the bond it signed, so nobody shuts out somebody else's device by claiming it.
final class Revoked {
    private final People people;
    private final Journal journal;
    private volatile Known known = new Known(Set.of(), Set.of());

    /// @param peers whose owner is known to be the one who revoked them
    /// @param words all that was revoked, by whom
    private record Known(Set<PeerId> peers, Set<Word> words) {}

    private record Word(Did passport, PeerId device) {}

    Revoked(People people, Journal journal) throws IOException {
        this.people = people;
        this.journal = journal;
        look();
    }

    boolean isRevoked(PeerId peer) {
        return known.peers.contains(peer);
    }

    /// Whether this passport has revoked this device, which says it speaks for it.
    boolean isRevoked(Did passport, PeerId device) {
        return known.words.contains(new Word(passport, device));
    }

    /// Looks again after something was revoked, or a log has shown whose it is.
    ///
    /// @return those that were not revoked before
    Set<PeerId> look() throws IOException {
        Set<PeerId> before = known.peers;
        Set<PeerId> peers = new HashSet<>();
        Set<Word> words = new HashSet<>();
        for (Revocation revocation : journal.verdicts().revocations()) {
            words.add(new Word(revocation.passport(), revocation.device()));
            if (owner(revocation.device()).equals(Optional.of(revocation.passport()))) {
                peers.add(revocation.device());
            }
        }
        known = new Known(Set.copyOf(peers), Set.copyOf(words));
        peers.removeAll(before);
        return peers;
    }

    private Optional<Did> owner(PeerId device) throws IOException {
        Optional<Did> owner = journal.verdicts().ownerOf(LogId.of(device));
        return owner.isPresent() ? owner : people.device(device).map(Acquaintance::did);
    }
}
