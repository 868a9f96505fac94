package community.kith.sim.year;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Domain;
import community.kith.community.placement.Held;
import community.kith.community.placement.Redundancy;
import community.kith.community.placement.Shape;
import community.kith.community.placement.Survival;
import community.kith.sim.world.Seed;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How often a segment really is out of reach, beside U(k, n, p): holders are thrown there or away, and [Survival],
/// which
/// `kith health` and repair go by, says whether it can be read.
///
/// What is rare is thrown with loaded dice and weighed accordingly (importance sampling): each holder is there with a
/// chance at which about half of all throws fail, and a failing throw counts by how much likelier the loaded dice made
/// it.
public final class OddsStudy {
    /// The shapes of the table in the guide.
    public static final List<Shape> SHAPES = List.of(new Shape(1, 3), Shape.RS_4_7, Shape.RS_3_10, new Shape(10, 20));

    /// How often holders are there, in the table of the guide.
    public static final List<Double> PARTS = List.of(0.5, 0.8, 0.9, 0.95, 0.99);

    private OddsStudy() {}

    /// One cell of the table.
    ///
    /// @param computed U(k, n, p)
    /// @param measured what the throws gave
    /// @param sigma the standard error of that
    public record Cell(Shape shape, double part, double computed, double measured, double sigma) {
        /// How many standard errors the two are apart.
        public double distance() {
            return Math.abs(measured - computed) / sigma;
        }
    }

    /// All cells of the table, each from so many throws.
    public static List<Cell> cells(long seed, int throwsEach) {
        List<Cell> cells = new ArrayList<>();
        for (double part : PARTS) {
            for (Shape shape : SHAPES) {
                RandomGenerator chance = new Seed(seed).chance(shape + " at", (int) Math.round(part * 100));
                cells.add(measure(shape, part, chance, throwsEach));
            }
        }
        return List.copyOf(cells);
    }

    private static Cell measure(Shape shape, double part, RandomGenerator chance, int throwsEach) {
        double loaded = Math.min(part, (shape.k() - 0.5) / shape.n());
        List<Held> all = rows(shape.n());
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < throwsEach; i++) {
            List<Held> here = new ArrayList<>(shape.n());
            for (Held held : all) {
                if (chance.nextDouble() < loaded) {
                    here.add(held);
                }
            }
            if (!Survival.of(shape.k(), here).readable()) {
                double weight = Math.pow(part / loaded, here.size())
                        * Math.pow((1 - part) / (1 - loaded), shape.n() - here.size());
                sum += weight;
                squares += weight * weight;
            }
        }
        double mean = sum / throwsEach;
        double sigma = Math.sqrt((squares / throwsEach - mean * mean) / throwsEach);
        return new Cell(shape, part, Redundancy.unavailability(shape, part), mean, sigma);
    }

    private static List<Held> rows(int n) {
        return IntStream.range(0, n)
                .mapToObj(row -> new Held(row, peer(row), new Domain("home " + row)))
                .toList();
    }

    private static PeerId peer(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return PeerId.of(SigningKey.fromSeed(seed).verifyingKey());
    }

    /// Prints the table.
    public static void report(long seed, PrintStream out) {
        out.println("p     shape      U(k,n,p)   measured   3 sigma    apart");
        for (Cell cell : cells(seed, 1_000_000)) {
            out.printf(
                    Locale.ROOT,
                    "%.2f  %-9s  %.3e  %.3e  %.1e  %.1f sigma%n",
                    cell.part(),
                    cell.shape().k() + "-of-" + cell.shape().n(),
                    cell.computed(),
                    cell.measured(),
                    3 * cell.sigma(),
                    cell.distance());
        }
    }
}
