package community.kith.sim.year;

import community.kith.community.placement.Shape;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a town's year came to.
///
/// @param lost segments that no laptop could give back any more
/// @param segmentDays all days of all segments
/// @param hoursOut of those, the hours in which fewer than k rows could be reached
/// @param hoursAwake the hours in which whoever looked after it was on
/// @param hoursOutAwake of these, the hours in which fewer than k rows could be reached
/// @param predictedOut the same as the choices of k and n had promised, in hours
/// @param putBytes what was stored at first, in all shards
/// @param contentBytes what was put
/// @param storedByteHours bytes stored, summed over all hours
/// @param movedBytes what repair read and wrote
/// @param writtenBytes of that, what it wrote
/// @param shapes how many segments had which shape
public record YearFigures(
        long segments,
        long lost,
        double segmentDays,
        long hoursOut,
        long hoursAwake,
        long hoursOutAwake,
        double predictedOut,
        long putBytes,
        long contentBytes,
        double storedByteHours,
        long movedBytes,
        long writtenBytes,
        long rowsMade,
        long laptopsLost,
        SortedMap<String, Long> shapes) {

    /// Sums of one segment, and of many.
    static final class Sums {
        private long segments;
        private long lost;
        private long hours;
        private long hoursOut;
        private long hoursAwake;
        private long hoursOutAwake;
        private double promised;
        private double predictedOut;
        private long putBytes;
        private long contentBytes;
        private double storedByteHours;
        private long movedBytes;
        private long writtenBytes;
        private long rowsMade;
        private final SortedMap<String, Long> shapes = new TreeMap<>();

        void put(Shape shape, long shardBytes, double unavailability) {
            segments++;
            promised = unavailability;
            putBytes += shape.n() * shardBytes;
            contentBytes += shape.k() * shardBytes;
            shapes.merge(shape.k() + "-of-" + shape.n(), 1L, Long::sum);
        }

        void hour(boolean isLost, boolean awake, boolean readable, long storedBytes) {
            lost += isLost ? 1 : 0;
            hours++;
            hoursOut += readable ? 0 : 1;
            hoursAwake += awake ? 1 : 0;
            hoursOutAwake += awake && !readable ? 1 : 0;
            predictedOut += promised;
            storedByteHours += storedBytes;
        }

        void repaired(int made, int k, long shardBytes) {
            if (made > 0) {
                rowsMade += made;
                writtenBytes += made * shardBytes;
                movedBytes += (made + k) * shardBytes;
            }
        }

        void add(Sums other) {
            segments += other.segments;
            lost += other.lost;
            hours += other.hours;
            hoursOut += other.hoursOut;
            hoursAwake += other.hoursAwake;
            hoursOutAwake += other.hoursOutAwake;
            predictedOut += other.predictedOut;
            putBytes += other.putBytes;
            contentBytes += other.contentBytes;
            storedByteHours += other.storedByteHours;
            movedBytes += other.movedBytes;
            writtenBytes += other.writtenBytes;
            rowsMade += other.rowsMade;
            other.shapes.forEach((shape, count) -> shapes.merge(shape, count, Long::sum));
        }

        YearFigures figures(long laptopsLost) {
            return new YearFigures(
                    segments,
                    lost,
                    hours / 24.0,
                    hoursOut,
                    hoursAwake,
                    hoursOutAwake,
                    predictedOut,
                    putBytes,
                    contentBytes,
                    storedByteHours,
                    movedBytes,
                    writtenBytes,
                    rowsMade,
                    laptopsLost,
                    shapes);
        }
    }

    /// The chance that a segment is lost within a year.
    public double lossAYear() {
        return lost / (segmentDays / 365);
    }

    /// A bound that it does not exceed with 95 % confidence (of a Poisson count).
    public double lossAYearAtMost() {
        double count = lost == 0 ? 3 : lost + 1.645 * Math.sqrt((double) lost) + 1.35;
        return count / (segmentDays / 365);
    }

    /// Bytes that repair writes in a month for each byte stored.
    public double writtenAMonth() {
        return writtenBytes / (storedByteHours / (30 * 24));
    }

    /// Bytes that repair reads and writes in a month for each byte stored.
    public double movedAMonth() {
        return movedBytes / (storedByteHours / (30 * 24));
    }

    /// The part of the time in which a segment could not be read.
    public double unavailability() {
        return hoursOut / (segmentDays * 24);
    }

    /// The same of the time in which whoever looked after it was on, which is what is promised.
    public double outWhileKept() {
        return (double) hoursOutAwake / hoursAwake;
    }

    /// What the choices had promised, on average.
    public double predicted() {
        return predictedOut / (segmentDays * 24);
    }

    /// Bytes stored for each byte of content, second copies included, on average.
    public double expansion() {
        return storedByteHours / (segmentDays * 24) / ((double) contentBytes / segments);
    }

    /// In lines for people.
    public String lines() {
        var out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%,d segments for %.1f days each; %,d laptops lost%n",
                segments,
                segmentDays / segments,
                laptopsLost));
        out.append(String.format(
                Locale.ROOT,
                "lost: %d segments, %.1e a year each (at most %.1e with 95 %% confidence)%n",
                lost,
                lossAYear(),
                lossAYearAtMost()));
        out.append(String.format(
                Locale.ROOT,
                "repair wrote %.4f bytes a month for each byte stored, read and wrote %.4f; %,d shards made%n",
                writtenAMonth(),
                movedAMonth(),
                rowsMade));
        out.append(String.format(
                Locale.ROOT,
                "out of reach %.1e of the time in which its keeper was on (promised %.1e), %.1e of all time%n",
                outWhileKept(),
                predicted(),
                unavailability()));
        out.append(String.format(
                Locale.ROOT,
                "stored %.2f bytes for one, %.2f when put%n",
                expansion(),
                (double) putBytes / contentBytes));
        out.append("shapes:");
        shapes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(8)
                .forEach(each ->
                        out.append(' ').append(each.getKey()).append(" ×").append(each.getValue()));
        return out.append(System.lineSeparator()).toString();
    }
}
