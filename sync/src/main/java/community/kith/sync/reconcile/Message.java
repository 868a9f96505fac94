package community.kith.sync.reconcile;

import community.kith.base.bytes.Ipld;
import community.kith.sync.log.LogId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// What the two sides say to each other; the form of each is in `docs/spec/log-sync.md`. The side that asks speaks
/// first, and gets one
/// answer to each message.
public sealed interface Message {
    /// Begins, and answers itself: 16 random bytes of each side, and what is to be brought in step.
    ///
    /// @param scopes names of what logs belong to, such as a person or a community
    record Hello(Id.Half random, SortedSet<String> scopes) implements Message {}

    /// Ranges of all logs' states, or of the entries of one log.
    record Ranges(Optional<LogId> of, List<Span> spans) implements Message {}

    /// How logs stand with the asker, and whose states it wants to hear in exchange: those of the same logs, and those
    /// with these ids.
    record Tell(List<State> states, List<Id> unknown) implements Message {}

    /// How they stand with the one who answers.
    record Told(List<State> states) implements Message {}

    /// Asks for the entries of logs after a sequence of each.
    record Pull(List<Since> since) implements Message {}

    /// Asks for single entries of a log by their ids.
    record PullSome(LogId log, List<Id> ids) implements Message {}

    /// Entries that were asked for, in the order in which they were asked for.
    ///
    /// @param done how many of the logs or ids that were asked for are done with; the next one may be so in part
    record Batch(List<Ipld.Bin> entries, int done) implements Message {}

    /// Entries that the other side lacks.
    record Push(List<Ipld.Bin> entries) implements Message {}

    /// They were looked at.
    record Got() implements Message {}
}
