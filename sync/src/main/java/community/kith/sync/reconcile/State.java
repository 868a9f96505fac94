package community.kith.sync.reconcile;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.sync.log.Entries;
import community.kith.sync.log.LogId;
import community.kith.sync.log.LogState;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/// A log's position and head on one side; and, when there is more than that chain, a hash of what there is beyond it.
///
/// @param beyond none when the log is one chain
public record State(LogId log, long position, Optional<Cid> head, Optional<Id> beyond) {
    public State {
        if (head.isPresent() == (position == 0)) {
            throw new IllegalArgumentException("a head at position " + position);
        }
    }

    static State of(Entries entries, LogId log) {
        LogState state = entries.state(log);
        return new State(
                log,
                state.position(),
                state.head(),
                state.isWhole() ? Optional.empty() : Optional.of(beyond(entries, state)));
    }

    private static Id beyond(Entries entries, LogState state) {
        MessageDigest digest = Sha256.fresh();
        Pages.of(entries, state.log(), state.position() + 1)
                .forEach(entry -> digest.update(entry.id().bytes()));
        return Id.of(digest.digest());
    }

    boolean isWhole() {
        return beyond.isEmpty();
    }

    /// What names this state: equal on two sides only when they have the same entries.
    byte[] name() {
        return Sha256.of(
                log.bytes(),
                ByteBuffer.allocate(Long.BYTES).putLong(position).array(),
                head.map(Cid::bytes).orElse(new byte[0]),
                beyond.map(Id::bytes).orElse(new byte[0]));
    }
}
