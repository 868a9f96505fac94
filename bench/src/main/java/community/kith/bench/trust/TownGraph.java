package community.kith.bench.trust;

import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Did;
import community.kith.community.trust.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// A graph of so many people with about ten bonds each: most among neighbors, some anywhere. Prints one object: bytes
/// that
/// stay once it is made, and milliseconds for distances from one person, for the bond somebody hangs on, and for the
/// flow
/// between two.
public final class TownGraph {
    private static final int NEAR = 4;
    private static final int FAR = 1;
    private static final int ASKED = 50;
    private static final int MOST_WAYS = 16;
    private static final double MILLIS = 1e6;

    private TownGraph() {}

    public static void main(String[] arguments) {
        int people = Integer.parseInt(arguments[0]);
        RandomGenerator random = new Random(1);
        long before = used();
        Mesh mesh = mesh(people, random);
        long after = used();
        double distances = millis(() -> mesh.distances(random.nextInt(people), Integer.MAX_VALUE));
        double doors = millis(() -> mesh.way(random.nextInt(people), random.nextInt(people), 6));
        double flow = millis(() -> mesh.flow(random.nextInt(people), random.nextInt(people), MOST_WAYS));
        System.out.printf(
                "{\"people\":%d,\"bonds\":%d,\"bytes\":%d,\"distancesMillis\":%.3f,\"doorMillis\":%.3f,\"flowMillis\":%.3f}%n",
                mesh.size(), mesh.bonds(), after - before, distances, doors, flow);
    }

    private static Mesh mesh(int people, RandomGenerator random) {
        List<Did> town = new ArrayList<>(people);
        for (int i = 0; i < people; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            town.add(Did.of(VerifyingKey.ed25519(key)));
        }
        List<Mesh.Edge> bonds = new ArrayList<>(people * (NEAR + FAR));
        for (int i = 0; i < people; i++) {
            for (int step = 1; step <= NEAR; step++) {
                bonds.add(new Mesh.Edge(town.get(i), town.get((i + step) % people)));
            }
            for (int far = 0; far < FAR; far++) {
                bonds.add(new Mesh.Edge(town.get(i), town.get(random.nextInt(people))));
            }
        }
        return new Mesh(bonds);
    }

    private static double millis(Runnable work) {
        work.run();
        long began = System.nanoTime();
        for (int i = 0; i < ASKED; i++) {
            work.run();
        }
        return (System.nanoTime() - began) / MILLIS / ASKED;
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
