package community.kith.bench.village;

import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Nodes of different people on loopback, each bonded with each. Closing it ends them; their homes are in the scratch
/// folder.
public final class Village implements AutoCloseable {
    private final List<Neighbor> neighbors = new ArrayList<>();

    private static final Street HERE = new Street(List.of(), "127.0.0.1");

    private final Path checkout;
    private final Scratch scratch;
    private int moved;

    private Village(Path checkout, Scratch scratch) {
        this.checkout = checkout;
        this.scratch = scratch;
    }

    /// Where a node lives.
    ///
    /// @param before words that it is started through
    /// @param address where others reach it
    public record Street(List<String> before, String address) {}

    /// So many nodes in one street, each bonded with each.
    public static Village settle(Path checkout, Scratch scratch, int size, Street street)
            throws IOException, InterruptedException {
        return settle(checkout, scratch, size, i -> "", street);
    }

    /// So many nodes, each bonded with each.
    ///
    /// @param javaOptions for the virtual machine of each
    public static Village settle(Path checkout, Scratch scratch, int size, IntFunction<String> javaOptions)
            throws IOException, InterruptedException {
        return settle(checkout, scratch, size, javaOptions, HERE);
    }

    private static Village settle(
            Path checkout, Scratch scratch, int size, IntFunction<String> javaOptions, Street street)
            throws IOException, InterruptedException {
        Village village = new Village(checkout, scratch);
        boolean settled = false;
        try {
            for (int i = 0; i < size; i++) {
                village.welcome(village.moveIn(javaOptions.apply(i), street));
            }
            for (Neighbor neighbor : village.neighbors) {
                neighbor.awaitCompany(size - 1);
            }
            settled = true;
            return village;
        } finally {
            if (!settled) {
                village.close();
            }
        }
    }

    /// Somebody who comes later, bonded with `friends` only, and holds nothing yet.
    public Neighbor join(List<Neighbor> friends, String javaOptions) throws IOException, InterruptedException {
        return join(friends, javaOptions, HERE);
    }

    /// The same for somebody who lives elsewhere.
    public Neighbor join(List<Neighbor> friends, String javaOptions, Street street)
            throws IOException, InterruptedException {
        Neighbor newcomer = moveIn(javaOptions, street);
        String ticket = newcomer.invite(friends.size());
        for (Neighbor friend : friends) {
            friend.accept(ticket);
        }
        newcomer.awaitCompany(friends.size());
        return newcomer;
    }

    private Neighbor moveIn(String javaOptions, Street street) throws IOException, InterruptedException {
        Path homes = scratch.folder("homes");
        int number = moved++;
        Kith kith = new Kith(street.before(), checkout.resolve("kith"), homes.resolve("node" + number));
        Neighbor newcomer = Neighbor.moveIn(kith, "Neighbor " + number, javaOptions, street.address());
        scratch.onExit(newcomer::close);
        return newcomer;
    }

    private void welcome(Neighbor newcomer) throws IOException, InterruptedException {
        if (!neighbors.isEmpty()) {
            String ticket = newcomer.invite(neighbors.size());
            for (Neighbor neighbor : neighbors) {
                neighbor.accept(ticket);
            }
        }
        neighbors.add(newcomer);
    }

    /// Who puts.
    public Neighbor owner() {
        return neighbors.getFirst();
    }

    /// Somebody else, who reads.
    public Neighbor reader() {
        return neighbors.getLast();
    }

    public List<Neighbor> neighbors() {
        return List.copyOf(neighbors);
    }

    @Override
    public void close() {
        neighbors.forEach(Neighbor::close);
    }
}
