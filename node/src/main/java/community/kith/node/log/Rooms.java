package community.kith.node.log;

import community.kith.base.name.Did;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts how much of logs is kept, against [Room].
final class Rooms {
    private final Tables tables;
    private final Entries entries;
    private final Room room;

    Rooms(Tables tables, Entries entries, Room room) {
        this.tables = tables;
        this.entries = entries;
        this.room = room;
    }

    /// How many more entries of a log are taken.
    long left(LogId log, Verdicts verdicts) {
        long ofLog = room.ofLog() - entries.state(log).entries();
        Optional<Did> owner = verdicts.ownerOf(log);
        return owner.isEmpty() ? ofLog : Math.min(ofLog, room.ofPerson() - kept(owner.get()));
    }

    private long kept(Did owner) {
        return tables.first(
                        "SELECT coalesce(sum(s.entries), 0) AS kept FROM log_state s JOIN shown_log o ON o.log = s.log"
                                + " WHERE o.passport=?",
                        row -> row.number("kept"),
                        owner)
                .orElse(0L);
    }

    Left left(Verdicts verdicts) {
        return new Left(verdicts);
    }

    /// What is left while a message's worth is taken.
    final class Left {
        private final Verdicts verdicts;
        private final Map<LogId, Optional<Did>> owners = new HashMap<>();
        private final Map<LogId, Long> ofLogs = new HashMap<>();
        private final Map<Did, Long> ofPeople = new HashMap<>();

        private Left(Verdicts verdicts) {
            this.verdicts = verdicts;
        }

        boolean has(Entry entry) {
            Optional<Did> owner = owners.computeIfAbsent(entry.log(), verdicts::ownerOf);
            long ofLog = ofLogs.computeIfAbsent(
                    entry.log(), log -> room.ofLog() - entries.state(log).entries());
            long ofPerson = owner.isEmpty()
                    ? Long.MAX_VALUE
                    : ofPeople.computeIfAbsent(owner.get(), did -> room.ofPerson() - kept(did));
            return ofLog > 0 && ofPerson > 0;
        }

        void used(Entry entry, Outcome.Stored stored) {
            if (stored.dropped().isEmpty()) {
                ofLogs.merge(entry.log(), -1L, Long::sum);
                owners.getOrDefault(entry.log(), Optional.empty())
                        .ifPresent(owner -> ofPeople.merge(owner, -1L, Long::sum));
            }
        }
    }
}
