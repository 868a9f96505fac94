package community.kith.node;

import community.kith.node.api.Check;
import community.kith.node.api.NodeStatus;
import community.kith.node.config.Quantity;
import community.kith.node.config.Settings;
import community.kith.node.exchange.ShardClient;
import community.kith.node.layer.Uses;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.node.replication.Disk;
import community.kith.store.blob.Scrub;
import community.kith.store.erasure.ReedSolomon;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for what is wrong, and says what to do about it.
final class Diagnosis {
    /// A clock that is off by more confuses tickets and receipts.
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private final People people;
    private final Presence presence;
    private final ShardClient client;
    private final Paths paths;
    private final Disk disk;
    private final Uses uses;
    private final Optional<Scrub> scrub;
    private final Settings settings;
    private final InstantSource clock;

    /// Those around, and how to ask them.
    record Others(People people, Presence presence, ShardClient client, Paths paths) {}

    /// The disk, and what is whose on it.
    record Rooms(Disk disk, Uses uses) {}

    Diagnosis(Others others, Rooms rooms, Optional<Scrub> scrub, Settings settings, InstantSource clock) {
        this.people = others.people();
        this.presence = others.presence();
        this.client = others.client();
        this.paths = others.paths();
        this.disk = rooms.disk();
        this.uses = rooms.uses();
        this.scrub = scrub;
        this.settings = settings;
        this.clock = clock;
    }

    /// The failed and doubtful ones of [#checks] that are cheap to make.
    List<NodeStatus.Problem> problems() throws IOException {
        return List.of(diskSpace(), uses.check(), clocks(), reachability()).stream()
                .filter(check -> check.outcome() != Check.Outcome.WELL)
                .map(check -> new NodeStatus.Problem(check.name(), check.detail(), check.nextStep()))
                .toList();
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Question question : List.<Question>of(
                this::diskSpace, uses::check, this::ledger, this::accounting, this::clocks, this::reachability)) {
            try {
                checks.add(question.ask());
            } catch (IOException e) {
                checks.add(new Check(
                        "ledger",
                        Check.Outcome.FAILED,
                        String.valueOf(e.getMessage()),
                        "look into logs/kith.log; if the disk is well, restart the node"));
            }
        }
        checks.add(new Check("coder", Check.Outcome.WELL, "shards by " + ReedSolomon.implementation(), ""));
        scrub.ifPresent(reading -> checks.add(damage(reading.standing())));
        checks.addAll(paths.checks());
        return checks;
    }

    private interface Question {
        Check ask() throws IOException;
    }

    private Check diskSpace() throws IOException {
        if (!disk.blobs().isWritable()) {
            return new Check(
                    "disk",
                    Check.Outcome.FAILED,
                    "the disk takes no writes: nothing is put or taken from others, and what is here can be read",
                    "see what the system says of it (dmesg), and mount it for writing again or replace it");
        }
        long free = disk.blobs().freeBytes();
        if (free < settings.diskFloorBytes()) {
            return new Check(
                    "disk",
                    Check.Outcome.FAILED,
                    "only " + Quantity.text(free) + " are free, less than the floor of "
                            + Quantity.text(settings.diskFloorBytes()) + ": nothing more is taken from others",
                    "free some space, or lower disk.floor in config.properties");
        }
        return new Check("disk", Check.Outcome.WELL, Quantity.text(free) + " are free", "");
    }

    private static Check damage(Scrub.Standing standing) {
        Optional<Scrub.Pass> last =
                standing.now().filter(pass -> pass.ended().isPresent()).or(standing::before);
        long damaged = standing.now().map(Scrub.Pass::damaged).orElse(0L)
                + standing.before().map(Scrub.Pass::damaged).orElse(0L);
        String found = damaged == 0 ? "nothing went bad" : damaged + " went bad and are restored from others";
        String how = last.map(pass -> "read through last until "
                        + pass.ended().map(Instant::toString).orElse("now") + " (" + pass.blobs() + " blobs)")
                .orElseGet(() -> "%.0f %% of everything was read so far".formatted(100 * standing.part()));
        return damaged == 0
                ? new Check("scrub", Check.Outcome.WELL, how + "; " + found, "")
                : new Check(
                        "scrub", Check.Outcome.WARNING, how + "; " + found, "if there are more soon, replace the disk");
    }

    private Check ledger() throws IOException {
        disk.ledger().database().check();
        return new Check("ledger", Check.Outcome.WELL, "was read through without a fault", "");
    }

    private Check accounting() throws IOException {
        Optional<String> finding = disk.holdings().recount();
        return finding.isEmpty()
                ? new Check("accounting", Check.Outcome.WELL, "the sums that are kept are exact", "")
                : new Check(
                        "accounting",
                        Check.Outcome.FAILED,
                        finding.get(),
                        "this is a bug: please report it with logs/kith.log");
    }

    private Check clocks() {
        Duration offset = client.clockOffset().orElse(Duration.ZERO);
        if (offset.abs().compareTo(CLOCK_TOLERANCE) > 0) {
            return new Check(
                    "clock",
                    Check.Outcome.FAILED,
                    "the clocks of your people are " + offset.abs().toSeconds() + " s "
                            + (offset.isNegative() ? "behind" : "ahead of") + " this one; it says " + clock.instant(),
                    "set this computer's clock (timedatectl set-ntp true)");
        }
        return new Check(
                "clock",
                Check.Outcome.WELL,
                client.clockOffset().isPresent()
                        ? "agrees with the clocks of your people"
                        : "nobody is there to compare with; it says " + clock.instant(),
                "");
    }

    private Check reachability() throws IOException {
        List<Acquaintance> all = people.all();
        List<Acquaintance> away =
                all.stream().filter(who -> !presence.isOnline(who.peer())).toList();
        if (all.isEmpty()) {
            return new Check(
                    "people",
                    Check.Outcome.WARNING,
                    "nobody is in your book yet, so nobody holds anything for you",
                    "kith invite, and send the ticket to somebody you trust");
        }
        if (!away.isEmpty()) {
            return new Check(
                    "people",
                    away.size() == all.size() ? Check.Outcome.FAILED : Check.Outcome.WARNING,
                    away.size() + " of " + all.size() + " do not answer: " + names(away),
                    away.size() == all.size()
                            ? "check this computer's network, then ask them whether their nodes run"
                            : "ask them whether their nodes run");
        }
        return new Check("people", Check.Outcome.WELL, "all " + all.size() + " answer", "");
    }

    private static String names(List<Acquaintance> away) {
        List<String> names = away.stream()
                .limit(5)
                .map(who -> who.name()
                        + who.lastSeen()
                                .map(seen ->
                                        " (last seen " + seen.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + ")")
                                .orElse(" (never seen)"))
                .toList();
        return String.join(", ", names) + (away.size() > 5 ? " and others" : "");
    }
}
