package community.kith.sync.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Finds out in which things two sets differ, by comparing fingerprints of ranges and dividing those that differ
/// (range-based set
/// reconciliation, Meyer 2023). What is sent goes with the difference and the logarithm of what is shared.
///
/// No message grows beyond a bound, whatever the other side says: what does not fit is put off.
final class Reconciliation<T> {
    /// How many ids and fingerprints there are in one message.
    static final int MAX_ITEMS = 1024;

    /// Ranges with no more than this are listed rather than divided.
    private static final int LISTED = 24;

    private static final int PARTS = 16;

    private final IdSet<T> mine;
    private final boolean asking;
    private final SequencedSet<T> onlyHere = new LinkedHashSet<>();
    private final SequencedSet<Id> onlyThere = new LinkedHashSet<>();

    /// @param asking whether this side learns the result; the other only answers
    Reconciliation(IdSet<T> mine, boolean asking) {
        this.mine = mine;
        this.asking = asking;
    }

    List<Span> first() {
        List<Span> spans = new ArrayList<>();
        divide(0, mine.size(), Optional.empty(), spans);
        return spans;
    }

    /// What to say to this; nothing when there is nothing more to find out.
    List<Span> answer(List<Span> said) {
        Answer answer = new Answer();
        Id from = Id.LOWEST;
        for (Span span : said) {
            int low = mine.from(from);
            int high = span.end().map(mine::from).orElse(mine.size());
            if (answer.isFull()) {
                answer.putOff(low);
                break;
            }
            switch (span.content()) {
                case Span.Content.Skip skip -> answer.skip(span.end());
                case Span.Content.Fingerprint theirs -> {
                    if (theirs.hash().equals(hash(low, high))) {
                        answer.skip(span.end());
                    } else {
                        answer.divide(low, high, span.end());
                    }
                }
                case Span.Content.Listed listed -> answer.listed(low, high, span.end(), listed.ids());
            }
            from = span.end().orElse(from);
        }
        return answer.spans();
    }

    /// What is here and was found not to be there, in the order in which that was found.
    SequencedSet<T> onlyHere() {
        return Collections.unmodifiableSequencedSet(onlyHere);
    }

    SequencedSet<Id> onlyThere() {
        return Collections.unmodifiableSequencedSet(onlyThere);
    }

    private Id.Half hash(int low, int high) {
        return new Id.Half(mine.fingerprint(low, high));
    }

    private void divide(int low, int high, Optional<Id> end, List<Span> to) {
        int count = high - low;
        if (count <= LISTED) {
            to.add(new Span(end, new Span.Content.Listed(mine.ids(low, high))));
            return;
        }
        int start = low;
        for (int part = 1; part <= PARTS; part++) {
            int stop = low + (int) ((long) count * part / PARTS);
            Optional<Id> bound = part == PARTS ? end : Optional.of(mine.id(stop));
            to.add(new Span(bound, new Span.Content.Fingerprint(hash(start, stop))));
            start = stop;
        }
    }

    private void compare(int low, int high, List<Id> theirs) {
        TreeSet<Id> rest = new TreeSet<>(theirs);
        for (int i = low; i < high; i++) {
            if (!rest.remove(mine.id(i))) {
                onlyHere.add(mine.thing(i));
            }
        }
        onlyThere.addAll(rest);
    }

    /// An answer that is being put together. Skips in a row become one, and those at the end none.
    private final class Answer {
        private final List<Span> spans = new ArrayList<>();
        private Optional<Optional<Id>> skipped = Optional.empty();
        private int items;

        boolean isFull() {
            return items >= MAX_ITEMS - PARTS - LISTED;
        }

        void skip(Optional<Id> end) {
            skipped = Optional.of(end);
        }

        void divide(int low, int high, Optional<Id> end) {
            say();
            int before = spans.size();
            Reconciliation.this.divide(low, high, end, spans);
            items += spans.size() - before + (high - low <= LISTED ? high - low : 0);
        }

        void listed(int low, int high, Optional<Id> end, List<Id> theirs) {
            if (asking) {
                compare(low, high, theirs);
                skip(end);
            } else {
                divide(low, high, end);
            }
        }

        void putOff(int low) {
            say();
            spans.add(new Span(Optional.empty(), new Span.Content.Fingerprint(hash(low, mine.size()))));
            items++;
        }

        List<Span> spans() {
            return spans;
        }

        private void say() {
            skipped.ifPresent(end -> spans.add(new Span(end, new Span.Content.Skip())));
            skipped = Optional.empty();
        }
    }
}
