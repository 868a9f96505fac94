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
    private static final int SIZE = 7;

    private final List<Neighbor> neighbors = new ArrayList<>();

    private Village() {}

    /// Seven nodes.
    ///
    /// @param javaOptions for the virtual machine of each
    public static Village settle(Path checkout, Scratch scratch, IntFunction<String> javaOptions)
            throws IOException, InterruptedException {
        Village village = new Village();
        boolean settled = false;
        try {
            Path homes = scratch.folder("homes");
            for (int i = 0; i < SIZE; i++) {
                Kith kith = new Kith(checkout.resolve("kith"), homes.resolve("node" + i));
                Neighbor newcomer = Neighbor.moveIn(kith, "Neighbor " + i, javaOptions.apply(i));
                scratch.onExit(newcomer::close);
                village.welcome(newcomer);
            }
            for (Neighbor neighbor : village.neighbors) {
                neighbor.awaitCompany(SIZE - 1);
            }
            settled = true;
            return village;
        } finally {
            if (!settled) {
                village.close();
            }
        }
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
