package community.kith.sync.log;

import java.net.ProtocolException;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The types of entry that a node knows, by name.
///
/// @param <F> the sealed family of facts that their bodies are read to
public final class EntryTypes<F> {
    private final SortedMap<String, EntryType<? extends F>> types = new TreeMap<>();

    public EntryTypes(Collection<? extends EntryType<? extends F>> types) {
        for (EntryType<? extends F> type : types) {
            Statement.requireTypeName(type.name());
            if (this.types.putIfAbsent(type.name(), type) != null) {
                throw new IllegalArgumentException("two types of entry named " + type.name());
            }
        }
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(types.keySet()));
    }

    /// Applies the rule of the entry's type.
    public Reading<F> read(Entry entry) {
        EntryType<? extends F> type = types.get(entry.type());
        return type == null ? new Reading.Unknown<>(entry.type()) : read(entry, type);
    }

    private static <F, G extends F> Reading<F> read(Entry entry, EntryType<G> type) {
        try {
            G fact = type.read(entry.body());
            Optional<String> fault = type.fault(entry, fact);
            return fault.isPresent() ? new Reading.Faulty<>(fault.get()) : new Reading.Understood<>(fact);
        } catch (ProtocolException e) {
            return new Reading.Faulty<>(String.valueOf(e.getMessage()));
        }
    }
}
