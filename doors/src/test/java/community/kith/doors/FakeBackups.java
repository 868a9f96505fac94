package community.kith.doors;

import community.kith.base.name.Cid;
import community.kith.node.api.Backup;
import community.kith.node.api.Backups;
import community.kith.node.api.Drill;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Kith;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Snapshots of nothing in particular: each is the newest file there is.
final class FakeBackups implements Backups {
    private final Kith kith;
    private final SortedMap<Path, Backup> backups = new TreeMap<>();

    FakeBackups(Kith kith) {
        this.kith = kith;
    }

    @Override
    public synchronized List<Backup> all() {
        return List.copyOf(backups.values());
    }

    @Override
    public synchronized Backup set(Path path, Duration every, String keep) {
        Backup backup = new Backup(
                path.toString(),
                every,
                keep,
                Instant.EPOCH,
                Optional.empty(),
                Optional.of("a disk was out"),
                List.of());
        backups.put(path, backup);
        return backup;
    }

    @Override
    public synchronized Backup now(Path path, Progress progress) throws IOException {
        Backup before = backups.get(path);
        if (before == null) {
            throw new NotFoundException("no snapshots are taken of " + path);
        }
        progress.at("reading", 1, 2);
        List<Backup.Snapshot> snapshots = new ArrayList<>(before.snapshots());
        FileInfo file = kith.files().getFirst();
        snapshots.addFirst(new Backup.Snapshot(file.created(), file));
        Backup now = new Backup(
                before.path(),
                before.every(),
                before.keep(),
                file.created(),
                before.paused(),
                Optional.empty(),
                snapshots);
        backups.put(path, now);
        return now;
    }

    @Override
    public synchronized void stop(Path path) throws IOException {
        if (backups.remove(path) == null) {
            throw new NotFoundException("no snapshots are taken of " + path);
        }
    }

    @Override
    public Drill drill(Cid manifest, Progress progress) throws IOException {
        FileInfo file = kith.info(manifest);
        return new Drill(file, file.sizeBytes(), 3, Duration.ofSeconds(2));
    }
}
