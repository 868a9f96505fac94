package community.kith.sim.year;

import java.util.List;
import java.util.Optional;

/// One person's laptops, one after the other.
record Lifeline(List<Laptop> laptops) {
    Lifeline {
        laptops = List.copyOf(laptops);
    }

    /// The one of that hour; for some days after a loss there is none.
    Optional<Laptop> at(int hour) {
        for (Laptop laptop : laptops) {
            if (laptop.lives(hour)) {
                return Optional.of(laptop);
            }
        }
        return Optional.empty();
    }
}
