package community.kith.node.recovery;

import community.kith.node.api.Circle;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Tier;
import community.kith.node.api.Tomorrow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What would be left were this device gone, worked out of what is known.
public final class Outlook {
    /// A proof that is older says little about tomorrow.
    private static final Duration LATELY = Duration.ofDays(35);

    private static final int NAMED = 10;
    private static final int MOST_FILES = 100_000;

    private Outlook() {}

    /// What there is to lose.
    public interface Belongings {
        /// The first so many files.
        List<FileInfo> files(int most) throws IOException;

        /// Who keep the sealed account.
        List<String> keepers() throws IOException;
    }

    static Tomorrow of(Circle circle, Belongings belongings, Instant now) throws IOException {
        List<String> sure = new ArrayList<>();
        List<String> unsure = new ArrayList<>();
        Optional<Instant> drilled = Optional.empty();
        for (Circle.Guardian guardian : circle.guardians()) {
            boolean lately = guardian.passed()
                    .filter(at -> at.isAfter(now.minus(LATELY)))
                    .isPresent();
            (lately && guardian.passed().equals(guardian.drilled()) ? sure : unsure).add(guardian.name());
            drilled = later(drilled, guardian.drilled());
        }
        List<FileInfo> files = belongings.files(MOST_FILES).stream()
                .filter(file -> file.removed().isEmpty())
                .toList();
        List<String> lost = files.stream()
                .filter(file -> file.tier() == Tier.ACCEPTED)
                .map(FileInfo::name)
                .toList();
        List<String> keepers = belongings.keepers();
        boolean passport = circle.need() > 0 && sure.size() >= circle.need();
        return new Tomorrow(
                passport,
                circle.need(),
                sure,
                unsure,
                drilled,
                files.size(),
                files.size() - lost.size(),
                lost.stream().limit(NAMED).toList(),
                keepers,
                next(circle, sure, unsure, lost, keepers));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    private static List<String> next(
            Circle circle, List<String> sure, List<String> unsure, List<String> lost, List<String> keepers) {
        List<String> next = new ArrayList<>();
        if (circle.need() == 0) {
            next.add("Choose people who can give you your passport back: kith guardians set WHO… --need M");
        } else if (sure.size() < circle.need()) {
            next.add("Ask " + String.join(", ", unsure) + " to start their computer, then: kith guardians drill");
        } else if (sure.size() == circle.need() && !unsure.isEmpty()) {
            next.add("It takes every one of those who are sure. Drill again when " + String.join(", ", unsure)
                    + (unsure.size() == 1 ? " is" : " are") + " there: kith guardians drill");
        }
        if (!lost.isEmpty()) {
            next.add(lost.size() + (lost.size() == 1 ? " file is" : " files are")
                    + " only on this device: invite more people, or leave it running until others have them");
        }
        if (keepers.isEmpty()) {
            next.add("Nobody keeps the sealed list of your files and people yet: keep this device running while one of"
                    + " your people is there");
        }
        return next;
    }
}
