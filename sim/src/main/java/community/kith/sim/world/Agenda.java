package community.kith.sim.world;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What will happen, in order of time; at the same moment, in the order in which it was entered. For one thread.
final class Agenda {
    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparing(Item::at).thenComparingLong(Item::turn));
    private long turns;

    private record Item(Instant at, long turn, World.Deed deed) {}

    void enter(Instant at, World.Deed deed) {
        items.add(new Item(at, turns++, deed));
    }

    /// Does everything that is due before `end`, and whatever that enters, moving the clock along.
    void runUntil(Instant end, WorldClock clock) throws IOException {
        for (Item next = items.peek(); next != null && next.at.isBefore(end); next = items.peek()) {
            items.remove();
            clock.moveTo(next.at);
            next.deed.run();
        }
        clock.moveTo(end);
    }
}
