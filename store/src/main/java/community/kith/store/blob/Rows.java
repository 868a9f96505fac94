package community.kith.store.blob;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Entries of an index, in the order of their keys.
interface Rows {
    /// One blob's entry.
    record Row(Key key, Place place) {}

    /// The next one; null after the last, since millions are read in a row.
    @Nullable
    Row next() throws IOException;

    static Rows of(Map<Key, Place> sorted) {
        Iterator<Map.Entry<Key, Place>> entries = sorted.entrySet().iterator();
        return () -> {
            if (!entries.hasNext()) {
                return null;
            }
            Map.Entry<Key, Place> entry = entries.next();
            return new Row(entry.getKey(), entry.getValue());
        };
    }

    /// All of them as one; where several know a key, the first of them is right.
    static Rows merged(List<Rows> sources) throws IOException {
        @Nullable Row[] heads = new @Nullable Row[sources.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = sources.get(i).next();
        }
        return () -> {
            Row least = null;
            for (Row head : heads) {
                if (head != null && (least == null || head.key.compareTo(least.key) < 0)) {
                    least = head;
                }
            }
            for (int i = 0; least != null && i < heads.length; i++) {
                Row head = heads[i];
                if (head != null && head.key.equals(least.key)) {
                    heads[i] = sources.get(i).next();
                }
            }
            return least;
        };
    }
}
