package community.kith.sync.log;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes a view of entries. The result is a function of which entries are held, of rulings and of the time, and of
/// nothing
/// else; entries dated ahead of the time have no effect yet.
///
/// New entries are applied to the view as it is when that comes to the same; otherwise it is made anew. One thread's.
///
/// @param <F> the facts that the view is made of
public final class Replay<F> {
    private final EntryTypes<F> types;
    private final View<F> view;
    private SortedMap<LogId, Branch> branches = new TreeMap<>();
    private final NavigableSet<Entry> waiting = new TreeSet<>(Entry.ORDER);
    private Optional<Entry> last = Optional.empty();

    public Replay(EntryTypes<F> types, View<F> view) {
        this.types = types;
        this.view = view;
    }

    /// Throws the view away and makes it again.
    public void rebuild(Entries entries, Rulings rulings, Instant now) {
        branches = Branch.disputed(entries, rulings);
        waiting.clear();
        last = Optional.empty();
        view.clear();
        entries.inOrder(entry -> take(entry, now));
    }

    /// Brings the view up to date after entries were added.
    ///
    /// @return whether it had to be made anew
    public boolean update(Entries entries, Collection<Entry> added, Rulings rulings, Instant now) {
        SortedMap<LogId, Branch> current = Branch.disputed(entries, rulings);
        SortedSet<Entry> next = new TreeSet<>(Entry.ORDER);
        next.addAll(added);
        next.addAll(due(now));
        if (!current.equals(branches) || !fits(next, now)) {
            rebuild(entries, rulings, now);
            return true;
        }
        next.forEach(entry -> take(entry, now));
        return false;
    }

    /// Entries that are dated ahead and wait until then.
    public List<Entry> waiting() {
        return List.copyOf(waiting);
    }

    private List<Entry> due(Instant now) {
        List<Entry> due = waiting.stream().filter(entry -> entry.isDue(now)).toList();
        due.forEach(waiting::remove);
        return due;
    }

    /// Whether all that take effect come after all that have.
    private boolean fits(SortedSet<Entry> next, Instant now) {
        return view.isOrderless()
                || next.stream()
                        .filter(entry -> entry.isDue(now))
                        .findFirst()
                        .map(first -> last.isEmpty() || Entry.ORDER.compare(last.get(), first) < 0)
                        .orElse(true);
    }

    private void take(Entry entry, Instant now) {
        if (!entry.isDue(now)) {
            waiting.add(entry);
            return;
        }
        if (last.isEmpty() || Entry.ORDER.compare(last.get(), entry) < 0) {
            last = Optional.of(entry);
        }
        Branch branch = branches.get(entry.log());
        Standing standing = branch == null ? Standing.SOUND : branch.standing(entry);
        if (standing != Standing.ABANDONED && types.read(entry) instanceof Reading.Understood<F> understood) {
            view.apply(new Step<>(entry, understood.fact(), standing));
        }
    }
}
