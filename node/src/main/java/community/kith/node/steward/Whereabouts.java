package community.kith.node.steward;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.exchange.Deputy;
import community.kith.node.work.Together;
import community.kith.store.blob.Blobs;
import community.kith.store.care.ListedStripe;
import community.kith.store.care.StripeList;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the shards of a list are: at those who are here, as they say themselves; at those who are away, as the list
/// says.
final class Whereabouts {
    private static final int ASKED_AT_ONCE = 8;

    private final StripeList list;
    private final PeerId me;
    private final Map<PeerId, Set<Cid>> said = new TreeMap<>();

    private Whereabouts(StripeList list, PeerId me) {
        this.list = list;
        this.me = me;
    }

    /// Asks those who are here.
    static Whereabouts ask(Deputy deputy, StripeList list, Collection<PeerId> here, Blobs mine, PeerId me)
            throws IOException {
        Whereabouts where = new Whereabouts(list, me);
        SortedSet<Cid> shards = new TreeSet<>();
        list.stripes().forEach(listed -> shards.addAll(listed.stripe().shards()));
        List<PeerId> others = here.stream().filter(peer -> !peer.equals(me)).toList();
        List<Set<Cid>> answers = Together.map(others, ASKED_AT_ONCE, peer -> have(deputy, peer, shards));
        for (int i = 0; i < others.size(); i++) {
            where.said.put(others.get(i), answers.get(i));
        }
        Set<Cid> own = new LinkedHashSet<>();
        for (Cid shard : shards) {
            if (mine.has(shard)) {
                own.add(shard);
            }
        }
        where.said.put(me, own);
        return where;
    }

    private static Set<Cid> have(Deputy deputy, PeerId peer, Collection<Cid> shards) {
        try {
            return deputy.have(peer, shards);
        } catch (IOException e) {
            System.getLogger(Whereabouts.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "asking " + peer + " what they have: " + e.getMessage());
            return Set.of();
        }
    }

    /// Those who say that they have a shard, me first.
    List<PeerId> at(Cid shard) {
        return said.entrySet().stream()
                .filter(each -> each.getValue().contains(shard))
                .map(Map.Entry::getKey)
                .sorted((a, b) -> Boolean.compare(b.equals(me), a.equals(me)))
                .toList();
    }

    /// The same without me.
    List<PeerId> others(Cid shard) {
        return at(shard).stream().filter(peer -> !peer.equals(me)).toList();
    }

    /// The seats of a stripe: a row, and who has it. Of copies, each holder has one row.
    List<Seat> seats(ListedStripe listed) {
        SortedSet<Seat> seats = new TreeSet<>();
        for (ListedStripe.Seat seat : listed.seats()) {
            PeerId holder = list.holders().get(seat.holder()).device();
            if (!said.containsKey(holder)
                    || said.get(holder).contains(listed.stripe().shards().get(seat.row()))) {
                seats.add(new Seat(seat.row(), holder));
            }
        }
        for (Map.Entry<PeerId, Set<Cid>> each : said.entrySet()) {
            boolean known = seats.stream().anyMatch(seat -> seat.holder.equals(each.getKey()));
            for (int row = 0; row < listed.stripe().n(); row++) {
                boolean has = each.getValue().contains(listed.stripe().shards().get(row));
                if (has && listed.stripe().k() > 1) {
                    seats.add(new Seat(row, each.getKey()));
                } else if (has && !known && isFree(seats, row)) {
                    seats.add(new Seat(row, each.getKey()));
                    known = true;
                }
            }
        }
        return List.copyOf(seats);
    }

    private static boolean isFree(Set<Seat> seats, int row) {
        return seats.stream().noneMatch(seat -> seat.row == row);
    }

    /// A row at a holder.
    record Seat(int row, PeerId holder) implements Comparable<Seat> {
        @Override
        public int compareTo(Seat other) {
            return row != other.row ? Integer.compare(row, other.row) : holder.compareTo(other.holder);
        }
    }
}
