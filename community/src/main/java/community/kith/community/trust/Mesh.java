package community.kith.community.trust;

import community.kith.base.name.Did;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/// Who knows whom, by number, for graphs of a hundred thousand people: people in the order of their DIDs, and for each
/// the numbers of those they have a bond with, all in two arrays. Immutable.
public final class Mesh {
    /// What [#distances] says of those whom no way leads to.
    public static final int UNREACHED = -1;

    private final Did[] people;
    /// Where the neighbors of a person begin in `neighbors`; one more than there are people.
    private final int[] first;
    private final int[] neighbors;

    /// Two people who have a bond.
    public record Edge(Did one, Did other) {}

    /// @param edges in any order; several between the same two count as one
    public Mesh(Collection<Edge> edges) {
        Did[] ends = new Did[2 * edges.size()];
        int at = 0;
        for (Edge edge : edges) {
            ends[at++] = edge.one;
            ends[at++] = edge.other;
        }
        Arrays.sort(ends);
        int distinct = 0;
        for (Did did : ends) {
            if (distinct == 0 || !ends[distinct - 1].equals(did)) {
                ends[distinct++] = did;
            }
        }
        people = Arrays.copyOf(ends, distinct);
        long[] arcs = new long[2 * edges.size()];
        at = 0;
        for (Edge edge : edges) {
            int one = Arrays.binarySearch(people, edge.one);
            int other = Arrays.binarySearch(people, edge.other);
            if (one != other) {
                arcs[at++] = ((long) one << Integer.SIZE) | other;
                arcs[at++] = ((long) other << Integer.SIZE) | one;
            }
        }
        Arrays.sort(arcs, 0, at);
        first = new int[distinct + 1];
        int[] found = new int[at];
        int kept = 0;
        for (int i = 0; i < at; i++) {
            if (i == 0 || arcs[i] != arcs[i - 1]) {
                found[kept++] = (int) arcs[i];
                first[(int) (arcs[i] >>> Integer.SIZE) + 1]++;
            }
        }
        neighbors = Arrays.copyOf(found, kept);
        for (int i = 0; i < distinct; i++) {
            first[i + 1] += first[i];
        }
    }

    /// How many people there are.
    public int size() {
        return people.length;
    }

    /// How many bonds there are.
    public int bonds() {
        return neighbors.length / 2;
    }

    public Did person(int number) {
        return people[number];
    }

    /// Empty for somebody without any bond here.
    public Optional<Integer> number(Did person) {
        int at = Arrays.binarySearch(people, person);
        return at < 0 ? Optional.empty() : Optional.of(at);
    }

    /// How many bonds away everybody is, within `limit`.
    public int[] distances(int from, int limit) {
        return walk(from, limit, new int[0]);
    }

    /// As [#distances], and through whom everybody is reached: of several the one with the least number.
    private int[] walk(int from, int limit, int[] parents) {
        int[] distances = new int[people.length];
        Arrays.fill(distances, UNREACHED);
        int[] queue = new int[people.length];
        int head = 0;
        int tail = 0;
        queue[tail++] = from;
        distances[from] = 0;
        // In a queue filled in order, who is reached first is reached through the least of the nearest.
        while (head < tail) {
            int here = queue[head++];
            if (distances[here] == limit) {
                break;
            }
            for (int i = first[here]; i < first[here + 1]; i++) {
                int next = neighbors[i];
                if (distances[next] == UNREACHED) {
                    distances[next] = distances[here] + 1;
                    queue[tail++] = next;
                    if (parents.length > 0) {
                        parents[next] = here;
                    }
                }
            }
        }
        return distances;
    }

    /// The people on a shortest way, both ends included; none when no way leads there. Always the same one, and a
    /// beginning of it is always the shortest way to whoever it leads to: so all who hang on one bond are reached
    /// through
    /// it.
    public int[] way(int from, int to, int limit) {
        int[] parents = new int[people.length];
        int[] distances = walk(from, limit, parents);
        if (distances[to] == UNREACHED) {
            return new int[0];
        }
        int[] way = new int[distances[to] + 1];
        int here = to;
        for (int i = way.length - 1; i > 0; i--) {
            way[i] = here;
            here = parents[here];
        }
        way[0] = from;
        return way;
    }

    /// How many ways there are between two people that have no bond in common, which is how many bonds would have to be
    /// cut to part them: the greatest flow where each bond carries one. Source: Menger's theorem; Ford and Fulkerson
    /// (1956) with the shortest augmenting path of Edmonds and Karp (1972).
    ///
    /// @param most it stops counting there
    public int flow(int from, int to, int most) {
        if (from == to) {
            return most;
        }
        byte[] carried = new byte[neighbors.length];
        int[] via = new int[people.length];
        int[] queue = new int[people.length];
        int flow = 0;
        while (flow < most && augment(from, to, carried, via, queue)) {
            flow++;
        }
        return flow;
    }

    private boolean augment(int from, int to, byte[] carried, int[] via, int[] queue) {
        Arrays.fill(via, UNREACHED);
        int head = 0;
        int tail = 0;
        queue[tail++] = from;
        via[from] = neighbors.length;
        while (head < tail && via[to] == UNREACHED) {
            int here = queue[head++];
            for (int i = first[here]; i < first[here + 1]; i++) {
                int next = neighbors[i];
                if (carried[i] < 1 && via[next] == UNREACHED) {
                    via[next] = i;
                    queue[tail++] = next;
                }
            }
        }
        if (via[to] == UNREACHED) {
            return false;
        }
        for (int here = to; here != from; ) {
            int arc = via[here];
            int before = source(arc);
            carried[arc]++;
            carried[arc(here, before)]--;
            here = before;
        }
        return true;
    }

    /// Whose neighbor an arc leads to.
    private int source(int arc) {
        int at = Arrays.binarySearch(first, arc);
        if (at < 0) {
            return -at - 2;
        }
        // Of several people who begin there, all but the last have no neighbors.
        while (first[at + 1] == arc) {
            at++;
        }
        return at;
    }

    private int arc(int from, int to) {
        return Arrays.binarySearch(neighbors, first[from], first[from + 1], to);
    }
}
