package community.kith.sim.year;

import community.kith.community.placement.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Which row of a segment really lies where.
final class Rows {
    private final Shape shape;
    private final List<List<Laptop>> holders = new ArrayList<>();

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

    void put(int row, Laptop holder) {
        if (!holders.get(row).contains(holder)) {
            holders.get(row).add(holder);
        }
    }

    void remove(int row, Laptop holder) {
        holders.get(row).remove(holder);
    }

    void forget(Laptop holder) {
        holders.forEach(those -> those.remove(holder));
    }

    void drop(Predicate<Laptop> gone) {
        holders.forEach(those -> those.removeIf(gone));
    }

    /// How many distinct rows are at holders of that kind.
    int count(Predicate<Laptop> kind) {
        int count = 0;
        for (List<Laptop> those : holders) {
            for (Laptop holder : those) {
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

    void each(BiConsumer<Integer, Laptop> told) {
        for (int row = 0; row < holders.size(); row++) {
            for (Laptop holder : List.copyOf(holders.get(row))) {
                told.accept(row, holder);
            }
        }
    }
}
