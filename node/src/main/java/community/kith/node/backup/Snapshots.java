package community.kith.node.backup;

import community.kith.base.name.Cid;
import community.kith.node.api.Backup;
import community.kith.node.api.Backups;
import community.kith.node.api.Drill;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Progress;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Removal;
import community.kith.node.api.StorageFullException;
import community.kith.node.api.UnavailableException;
import community.kith.node.event.EventFeed;
import community.kith.node.ledger.Database;
import community.kith.node.replication.Storage;
import community.kith.store.file.LargeDeletionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Takes the snapshots that are due, lets go of those that are not to be kept, and reads them back for drills.
///
/// A snapshot reads only what changed since the one before, and stores only chunks that none has. One from which too
/// much
/// is gone is not taken: the backup waits until somebody says that it is wanted, and what there is stays.
public final class Snapshots implements Backups {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final Plans plans;
    private final Storage storage;
    private final EventFeed feed;
    private final InstantSource clock;
    private final double mostGone;
    /// One snapshot at a time: each reads the disk from end to end.
    private final ReentrantLock taking = new ReentrantLock();

    /// @param mostGone what part of the files may be gone from one snapshot to the next, from 0 to 1
    public Snapshots(Database database, Storage storage, EventFeed feed, InstantSource clock, double mostGone) {
        this.plans = new Plans(database);
        this.storage = storage;
        this.feed = feed;
        this.clock = clock;
        this.mostGone = mostGone;
    }

    @Override
    public List<Backup> all() throws IOException {
        List<Backup> all = new ArrayList<>();
        for (Plan plan : plans.all()) {
            all.add(backup(plan));
        }
        return all;
    }

    @Override
    public Backup set(Path path, Duration every, String keep) throws IOException {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("a snapshot can be taken every minute at most, not every " + every);
        }
        Path real = path.toAbsolutePath().normalize();
        if (!Files.exists(real)) {
            throw new NotFoundException("there is no " + real + " to take snapshots of");
        }
        return backup(plans.set(real, every, Retention.parse(keep), clock.instant()));
    }

    @Override
    public Backup now(Path path, Progress progress) throws IOException {
        Plan plan = plan(path);
        take(plan, 1, progress);
        plans.pause(plan, "");
        return backup(plan(path));
    }

    @Override
    public void stop(Path path) throws IOException {
        if (!plans.remove(path.toAbsolutePath().normalize())) {
            throw unknown(path);
        }
    }

    @Override
    public Drill drill(Cid manifest, Progress progress) throws IOException {
        return storage.drill(manifest, progress);
    }

    /// Takes what is due.
    public void tick() throws IOException {
        for (Plan plan : plans.due(clock.instant())) {
            try {
                take(plan, mostGone, Progress.NONE);
            } catch (RefusedException e) {
                String why = String.valueOf(e.getMessage());
                plans.pause(plan, why);
                feed.publish("backup", plan.path().toString(), "paused: " + why);
            } catch (UnavailableException e) {
                System.getLogger(Snapshots.class.getName())
                        .log(System.Logger.Level.DEBUG, "a snapshot is not durable yet", e);
            } catch (StorageFullException e) {
                throw e;
            } catch (IOException e) {
                plans.next(plan, clock.instant().plus(plan.every()), String.valueOf(e.getMessage()));
                feed.publish("backup", plan.path().toString(), "not taken: " + e.getMessage());
            }
        }
    }

    private void take(Plan plan, double gone, Progress progress) throws IOException {
        taking.lock();
        try {
            Instant now = clock.instant();
            Optional<Cid> before = newest(plan);
            plans.next(plan, now.plus(plan.every()), "");
            try {
                FileInfo file = storage.snapshot(plan.path(), before, gone, progress);
                took(plan, file, now);
            } catch (UnavailableException kept) {
                took(plan, storage.infoOf(kept.link()), now);
                throw kept;
            }
        } catch (LargeDeletionException e) {
            throw new RefusedException(e.getMessage()
                    + ", so no snapshot was taken; if that is what you want: kith backup " + plan.path() + " --now");
        } finally {
            taking.unlock();
        }
    }

    private Optional<Cid> newest(Plan plan) throws IOException {
        for (Plans.Taken snapshot : plans.taken(plan)) {
            if (storage.has(snapshot.manifest())) {
                return Optional.of(snapshot.manifest());
            }
        }
        return Optional.empty();
    }

    private void took(Plan plan, FileInfo file, Instant now) throws IOException {
        plans.took(plan, file.manifest(), now);
        List<Plans.Taken> taken = plans.taken(plan);
        NavigableSet<Instant> kept =
                plan.keep().kept(taken.stream().map(Plans.Taken::when).toList());
        for (Plans.Taken snapshot : taken) {
            if (!kept.contains(snapshot.when())) {
                plans.forget(snapshot);
                if (storage.has(snapshot.manifest())) {
                    storage.remove(snapshot.manifest(), Removal.FOR_GOOD);
                }
            }
        }
    }

    private Plan plan(Path path) throws IOException {
        return plans.of(path.toAbsolutePath().normalize()).orElseThrow(() -> unknown(path));
    }

    private static NotFoundException unknown(Path path) {
        return new NotFoundException(
                "no snapshots are taken of " + path + " (kith backup lists what they are taken of)");
    }

    private Backup backup(Plan plan) throws IOException {
        List<Backup.Snapshot> snapshots = new ArrayList<>();
        for (Plans.Taken each : plans.taken(plan)) {
            if (storage.has(each.manifest())) {
                snapshots.add(new Backup.Snapshot(each.when(), storage.info(each.manifest())));
            }
        }
        return new Backup(
                plan.path().toString(),
                plan.every(),
                plan.keep().toString(),
                plan.next(),
                Optional.of(plan.paused()).filter(text -> !text.isEmpty()),
                Optional.of(plan.trouble()).filter(text -> !text.isEmpty()),
                snapshots);
    }
}
