package community.kith.sim.world;

import community.kith.base.name.Cid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What moved between disks, and what for. The disks tell from many threads; everything else is for one.
public final class Traffic implements DiskWatch {
    private final Queue<Taken> fresh = new ConcurrentLinkedQueue<>();
    private final Queue<Given> freshGiven = new ConcurrentLinkedQueue<>();
    private final Map<Cid, Places> places = new HashMap<>();
    private Moved moved = new Moved(0, 0, 0, 0, 0, 0);

    /// Why bytes moved, as far as one can tell from what was being done.
    public enum Cause {
        /// Somebody put a file, or took one into their care.
        PUT,
        /// A node looked after things.
        LOOK,
        READ
    }

    private record Given(int resident, long bytes) {}

    private record Taken(int resident, Cid cid, long sizeBytes) {
        static final Comparator<Taken> ORDER =
                Comparator.comparingInt(Taken::resident).thenComparing(Taken::cid);
    }

    /// Where a blob has been taken, and how many of those places are gone.
    private static final class Places {
        final TreeSet<Integer> residents = new TreeSet<>();
        int gone;
        int replaced;
    }

    /// The sums, in bytes.
    ///
    /// @param handedOut by puts, and to friends who keep a file
    /// @param handedOutLate the first copy of a shard that went out after its put
    /// @param lost what others had placed on laptops that were lost
    /// @param madeAnew in the place of what was lost
    /// @param spread to further holders although nothing was lost: the others slept too long, or had not answered yet
    /// @param readByLooks read from others for proofs and repairs
    public record Moved(long handedOut, long handedOutLate, long lost, long madeAnew, long spread, long readByLooks) {
        Moved plus(Moved more) {
            return new Moved(
                    handedOut + more.handedOut,
                    handedOutLate + more.handedOutLate,
                    lost + more.lost,
                    madeAnew + more.madeAnew,
                    spread + more.spread,
                    readByLooks + more.readByLooks);
        }
    }

    @Override
    public void taken(int resident, Cid cid, long sizeBytes) {
        fresh.add(new Taken(resident, cid, sizeBytes));
    }

    @Override
    public void given(int resident, Cid cid, long sizeBytes) {
        freshGiven.add(new Given(resident, sizeBytes));
    }

    /// Counts what moved since the last call.
    ///
    /// @param who did something, and reads the own disk for nothing
    /// @return the blobs that were taken, as text, in an order that does not depend on threads
    public List<String> settle(Cause cause, Resident who) {
        List<Taken> all = new ArrayList<>();
        for (Taken one = fresh.poll(); one != null; one = fresh.poll()) {
            all.add(one);
        }
        all.sort(Taken.ORDER);
        all.forEach(one -> count(one, cause));
        for (Given one = freshGiven.poll(); one != null; one = freshGiven.poll()) {
            if (cause == Cause.LOOK && one.resident != who.number()) {
                moved = moved.plus(new Moved(0, 0, 0, 0, 0, one.bytes));
            }
        }
        return all.stream().map(one -> one.resident + " " + one.cid).toList();
    }

    private void count(Taken one, Cause cause) {
        Places before = places.computeIfAbsent(one.cid, unseen -> new Places());
        long bytes = one.sizeBytes;
        if (cause == Cause.PUT) {
            moved = moved.plus(new Moved(bytes, 0, 0, 0, 0, 0));
        } else if (before.residents.isEmpty()) {
            moved = moved.plus(new Moved(0, bytes, 0, 0, 0, 0));
        } else if (before.replaced < before.gone) {
            before.replaced++;
            moved = moved.plus(new Moved(0, 0, 0, bytes, 0, 0));
        } else {
            moved = moved.plus(new Moved(0, 0, 0, 0, bytes, 0));
        }
        before.residents.add(one.resident);
    }

    /// A laptop is about to be lost with these blobs.
    public void lose(Resident resident) throws java.io.IOException {
        List<Cid> there = new ArrayList<>();
        resident.disk().blobs().forEach(there::add);
        for (Cid cid : there) {
            Places known = places.get(cid);
            if (known != null && known.residents.contains(resident.number())) {
                known.gone++;
                moved = moved.plus(
                        new Moved(0, 0, resident.disk().blobs().size(cid).orElse(0), 0, 0, 0));
            }
        }
    }

    public Moved moved() {
        return moved;
    }
}
