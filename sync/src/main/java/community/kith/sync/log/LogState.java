package community.kith.sync.log;

import community.kith.base.name.Cid;
import java.util.Optional;
import java.util.OptionalLong;

/// How a log stands here; it follows from which entries of it are held, whatever order they came in.
///
/// @param position up to where there is one entry after another, linked, undisputed; 0 when there is not even the first
/// @param head the entry at `position`
/// @param entries how many are held, those beyond `position` as well
/// @param highest the highest sequence held
/// @param disputedFrom the lowest sequence from which on the device contradicts itself, when it does
public record LogState(
        LogId log, long position, Optional<Cid> head, long entries, long highest, OptionalLong disputedFrom) {
    public LogState {
        if (head.isPresent() == (position == 0)) {
            throw new IllegalArgumentException("a head at position " + position);
        }
    }

    /// Of a log that nothing is held of.
    public static LogState unknown(LogId log) {
        return new LogState(log, 0, Optional.empty(), 0, 0, OptionalLong.empty());
    }

    /// Whether all that is held is one chain from the first entry on.
    public boolean isWhole() {
        return entries == position;
    }

    public boolean isForked() {
        return disputedFrom.isPresent();
    }
}
