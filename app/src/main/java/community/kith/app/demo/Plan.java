package community.kith.app.demo;

import community.kith.community.placement.Redundancy;
import community.kith.community.placement.Shape;
import java.nio.file.Path;
import java.util.Optional;

/// What a demo shall do.
///
/// @param nodes how many there are at first
/// @param kill how many of them die at once, the owner among them
/// @param folder what is put; empty for this checkout
/// @param keep whether the nodes stay up at the end
/// @param recover whether somebody loses everything and gets it back from guardians
public record Plan(int nodes, int kill, Optional<Path> folder, boolean keep, boolean recover) {
    static final int MIN_NODES = 4;
    static final int MAX_NODES = 20;
    private static final int RECOVERING = 6;

    public Plan {
        if (nodes < MIN_NODES || nodes > MAX_NODES) {
            throw new IllegalArgumentException(
                    "--nodes " + nodes + ": a demo has " + MIN_NODES + " to " + MAX_NODES + " nodes");
        }
        if (recover && nodes > MAX_NODES - RECOVERING) {
            throw new IllegalArgumentException("--nodes " + nodes + ": with --recover there are at most "
                    + (MAX_NODES - RECOVERING) + ", for six more join");
        }
        Shape shape = Redundancy.DEFAULT.choose(nodes).shape();
        int most = Math.min(shape.n() - shape.k(), nodes - 2);
        if (kill < 1 || kill > most) {
            throw new IllegalArgumentException("--kill " + kill + ": with " + nodes + " nodes any " + shape.k() + " of "
                    + shape.n() + " shards give everything back, so from 1 to " + most + " may die at once");
        }
    }
}
