package community.kith.community.placement;

import java.util.Comparator;
import java.util.List;

/// What may happen to a segment with one shard at each of some holders.
///
/// Holders count as independent of each other within an hour of the day, not over the day: the chance is worked out for
/// each hour and then averaged, so that laptops which are all off at night make the nights unreadable, however many
/// they are. Hours count by how much they were watched. Where the plain average of each holder gives a worse answer,
/// that one is taken.
final class Chances {
    /// Nobody is replaced sooner after it was last seen.
    private static final double PATIENCE_DAYS = 1;

    private final List<Odds> holders;
    private final HeadCount[] byHour;
    private final HeadCount allDay;

    private Chances(List<Odds> holders) {
        this.holders = holders;
        this.allDay = new HeadCount(holders.size());
        holders.forEach(odds -> allDay.add(odds.availability()));
        this.byHour = byHour(holders);
    }

    static Chances of(List<Odds> holders) {
        return new Chances(holders);
    }

    /// None when all hours are alike.
    private static HeadCount[] byHour(List<Odds> holders) {
        if (holders.stream().allMatch(Odds::isSteady)) {
            return new HeadCount[0];
        }
        HeadCount[] hours = new HeadCount[Odds.HOURS];
        for (int hour = 0; hour < hours.length; hour++) {
            hours[hour] = new HeadCount(holders.size());
            for (Odds odds : holders) {
                hours[hour].add(odds.at(hour));
            }
        }
        return hours;
    }

    /// The part of the time in which fewer than k can be reached.
    double unavailability(int k) {
        double sum = 0;
        double all = 0;
        for (int hour = 0; hour < byHour.length; hour++) {
            sum += weight(hour) * byHour[hour].fewerThan(k);
            all += weight(hour);
        }
        return Math.max(allDay.fewerThan(k), all > 0 ? Math.min(1, sum / all) : 0);
    }

    private double weight(int hour) {
        return holders.stream().mapToDouble(odds -> odds.weight(hour)).sum();
    }

    /// The chance that it is gone after so many losses, one after the other, each made up for by those who are left:
    /// neither the owner nor whoever was lost helps, and for these the two are taken who are there most and would stay
    /// longest. Repair begins when patience is over and waits for the hour of the day at which most are there; what is
    /// left must outlive that. Newcomers are supposed to take the places.
    double lostInARow(int k, int losses) {
        int left = holders.size() - 2;
        if (losses == 0) {
            return 0;
        }
        if (left < k) {
            return 1;
        }
        double days = PATIENCE_DAYS + 1 / Math.max(1e-9, 1 - missAtBestHour(k));
        HeadCount survivors = new HeadCount(left);
        holders.stream()
                .mapToDouble(Odds::lossesPerDay)
                .sorted()
                .skip(2)
                .forEach(rate -> survivors.add(Math.exp(-rate * days)));
        return -Math.expm1(losses * Math.log1p(-Math.min(1, survivors.fewerThan(k))));
    }

    /// The chance that k of those who are left are not there at the best hour.
    private double missAtBestHour(int k) {
        List<Odds> left = holders.stream()
                .sorted(Comparator.comparingDouble(Odds::availability).reversed())
                .skip(2)
                .toList();
        HeadCount[] hours = byHour(left);
        double least = 1;
        for (HeadCount hour : hours) {
            least = Math.min(least, hour.fewerThan(k));
        }
        if (hours.length == 0) {
            HeadCount ever = new HeadCount(left.size());
            left.forEach(odds -> ever.add(odds.availability()));
            least = ever.fewerThan(k);
        }
        return least;
    }
}
