package community.kith.sim.year;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Which row of a segment really lies where.
final class Rows {
    private final Shape shape;
    private final List<List<PeerId>> holders = new ArrayList<>();

    Rows(Shape shape) {
        this.shape = shape;
        for (int row = 0; row < shape.n(); row++) {
            holders.add(new ArrayList<>(1));
        }
    }

    Shape shape() {
        return shape;
    }

    boolean isEmpty() {
        return copies() == 0;
    }

    void put(int row, PeerId holder) {
        if (!holders.get(row).contains(holder)) {
            holders.get(row).add(holder);
        }
    }

    void remove(int row, PeerId holder) {
        holders.get(row).remove(holder);
    }

    void forget(PeerId holder) {
        holders.forEach(those -> those.remove(holder));
    }

    void drop(Predicate<PeerId> gone) {
        holders.forEach(those -> those.removeIf(gone));
    }

    /// How many distinct rows are at holders of that kind.
    int count(Predicate<PeerId> kind) {
        int count = 0;
        for (List<PeerId> those : holders) {
            for (PeerId holder : those) {
                if (kind.test(holder)) {
                    count++;
                    break;
                }
            }
        }
        return count;
    }

    /// How many there are in all, second copies too.
    int copies() {
        return holders.stream().mapToInt(List::size).sum();
    }

    void each(BiConsumer<Integer, PeerId> told) {
        for (int row = 0; row < holders.size(); row++) {
            for (PeerId holder : List.copyOf(holders.get(row))) {
                told.accept(row, holder);
            }
        }
    }
}
