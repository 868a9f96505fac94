package community.kith.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds out what a folder holds. With a checkpoint that is a matter of reading what packs gained since; without, all
/// packs are read, and folders of files walked.
final class Opening {
    private static final Logger LOG = System.getLogger(Opening.class.getName());

    private final Volume volume;
    private final DiskOptions options;
    private final Tenure.Helper helper;
    private final Packs packs;
    private boolean anew;
    private final TreeSet<Integer> numbers = new TreeSet<>();
    /// What the tail says of blobs in files: how large, or that they are gone. When all is read anew, only those of
    /// which a file is left though they are gone.
    private final Map<Key, Place> files = new LinkedHashMap<>();

    private Opening(Volume volume, DiskOptions options, Tenure.Helper helper) throws IOException {
        this.volume = volume;
        this.options = options;
        this.helper = helper;
        this.packs = new Packs(volume);
        volume.list("packs", name -> Layout.packNumber(name).ifPresent(numbers::add));
    }

    /// An open store, and where its checkpoint stands; 0 without one.
    record Opened(Parts parts, long position) {}

    static Opened open(Volume volume, DiskOptions options, Tenure.Helper helper) throws IOException {
        Layout.prepare(volume);
        volume.delete("usage"); // of a folder before there were packs
        try {
            Optional<Checkpoint> checkpoint = Checkpoint.read(volume);
            if (checkpoint.isPresent()) {
                return new Opened(
                        new Opening(volume, options, helper).resume(checkpoint.get()),
                        checkpoint.get().position());
            }
        } catch (IndexDamagedException e) {
            LOG.log(Level.WARNING, "the index of blobs is made anew from the packs: " + e.getMessage());
        }
        return rebuild(volume, options, helper);
    }

    static Opened rebuild(Volume volume, DiskOptions options, Tenure.Helper helper) throws IOException {
        volume.delete(Checkpoint.NAME);
        volume.sync("index");
        for (String name : Layout.names(volume, "index")) {
            volume.delete("index/" + name);
        }
        return new Opened(new Opening(volume, options, helper).readAll(), 0);
    }

    private Parts resume(Checkpoint checkpoint) throws IOException {
        int last = Pack.packOf(checkpoint.position());
        if (!numbers.contains(last)) {
            throw new IndexDamagedException("the pack that was written last is not there");
        }
        List<Run> runs = new ArrayList<>();
        boolean opened = false;
        try {
            for (int number : checkpoint.runs()) {
                runs.add(Run.open(volume, number));
            }
            opened = true;
        } finally {
            if (!opened) {
                for (Run run : runs) {
                    run.close();
                }
            }
        }
        sweepRuns(checkpoint.runs());
        SequencedMap<Integer, Packs.Extent> extents = new TreeMap<>(checkpoint.packs());
        extents.keySet().retainAll(numbers);
        packs.restore(extents);
        for (int orphan : List.copyOf(numbers.headSet(last))) {
            if (!checkpoint.packs().containsKey(orphan)) {
                volume.delete(Pack.name(orphan)); // compacted, and a power cut took that back
                numbers.remove(orphan);
            }
        }
        Usage usage = new Usage(options.capacityBytes(), checkpoint.count(), checkpoint.usedBytes());
        int next = checkpoint.runs().stream().mapToInt(run -> run + 1).max().orElse(0);
        Index index = new Index(volume, packs, usage, runs, next);
        Log log = replay(index, last, Pack.offsetOf(checkpoint.position()));
        settleFiles(index);
        return new Parts(volume, options, usage, packs, log, index);
    }

    private void sweepRuns(List<Integer> known) throws IOException {
        List<String> keep = known.stream().map(Run::name).toList();
        for (String name : Layout.names(volume, "index")) {
            if (!("index/" + name).equals(Checkpoint.NAME) && !keep.contains("index/" + name)) {
                volume.delete("index/" + name);
            }
        }
    }

    private Parts readAll() throws IOException {
        anew = true;
        Usage usage = new Usage(options.capacityBytes(), 0, 0);
        Index index = new Index(volume, packs, usage, List.of(), 0);
        Log log = replay(index, 0, Pack.FIRST);
        List<Key> found = new ArrayList<>();
        for (String folder : Layout.blobFolders()) {
            volume.list(folder, name -> Names.fromHex(name).map(Key::of).ifPresent(found::add));
            for (Key key : found) {
                adopt(index, key);
            }
            found.clear();
            volume.sync(folder);
        }
        return new Parts(volume, options, usage, packs, log, index);
    }

    /// A file that is there counts, unless a pack has the same, or tells that it was deleted: a power cut may have
    /// brought it back.
    private void adopt(Index index, Key key) throws IOException {
        Place before = index.get(key);
        if (before instanceof Place.Packed || files.containsKey(key)) {
            volume.delete(Layout.place(key));
        } else {
            OptionalLong size = volume.size(Layout.place(key));
            if (size.isPresent()) {
                index.move(key, before, new Place.Filed(size.getAsLong()));
            }
        }
        flushWhenFull(index);
    }

    /// While all is read anew, no checkpoint counts on the runs that are there.
    private void flushWhenFull(Index index) throws IOException {
        if (anew && index.recentCount() >= options.tailRecords()) {
            index.install(index.flush(index.freeze()));
        }
    }

    /// Reads packs on from a position, and returns the log to go on writing with.
    private Log replay(Index index, int firstPack, int offset) throws IOException {
        int lastPack = 0;
        long lastEnd = Pack.FIRST;
        for (int number : List.copyOf(numbers.tailSet(firstPack))) {
            Optional<Long> end = replayPack(index, number, number == firstPack ? offset : Pack.FIRST);
            if (end.isPresent()) {
                lastPack = number;
                lastEnd = end.get();
            }
        }
        int highest = numbers.isEmpty() ? 0 : numbers.last();
        Pack pack =
                lastPack != highest || lastPack == 0 ? null : header(lastPack).orElse(null);
        if (pack == null) {
            pack = Log.begin(volume, packs, options.chance(), Math.addExact(highest, 1), lastPack == 0 ? 0 : lastEnd);
            lastEnd = Pack.FIRST;
        }
        VolumeFile file = volume.open(Pack.name(pack.number()));
        file.truncate(lastEnd);
        file.force();
        return new Log(volume, packs, options, new Log.Last(pack, file, lastEnd), helper);
    }

    private Optional<Pack> header(int number) throws IOException {
        try (VolumeFile file = volume.read(Pack.name(number))) {
            return Pack.read(file, number);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Where its records end; empty when it has no head, which only one that was just begun may lack.
    private Optional<Long> replayPack(Index index, int number, int from) throws IOException {
        long limit = numbers.contains(number + 1)
                ? header(number + 1).map(Pack::previousEnd).orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
        try (VolumeFile file = volume.open(Pack.name(number))) {
            Optional<Pack> pack = Pack.read(file, number);
            if (pack.isEmpty()) {
                LOG.log(Level.WARNING, "pack {0} has no head and is put into quarantine", number);
                volume.rename(Pack.name(number), "quarantine/" + number + ".pack");
                numbers.remove(number);
                return Optional.empty();
            }
            file.force(); // what a killed process wrote may be in the system's memory only
            PackScan scan = new PackScan(file, pack.get(), from, limit);
            packs.ended(number, from);
            for (Optional<PackScan.Found> found = scan.next(); found.isPresent(); found = scan.next()) {
                if (found.get().isWhole()) {
                    packs.ended(number, scan.lastEnd());
                    apply(index, number, found.get());
                    flushWhenFull(index);
                }
            }
            return Optional.of(scan.lastEnd());
        }
    }

    private void apply(Index index, int pack, PackScan.Found found) throws IOException {
        Key key = found.frame().key();
        Place before = index.get(key);
        switch (found.frame().kind()) {
            case BLOB -> {
                index.move(key, before, new Place.Packed(pack, found.offset(), found.body().length));
                if (anew) {
                    files.remove(key);
                } else if (before instanceof Place.Filed || files.containsKey(key)) {
                    files.put(key, Place.gone());
                }
            }
            case FILE -> {
                if (anew) {
                    files.remove(key); // the folders are walked
                } else {
                    files.put(key, new Place.Filed(found.frame().sizeBytes()));
                }
            }
            case GONE -> {
                index.move(key, before, Place.gone());
                if (!anew || volume.size(Layout.place(key)).isPresent()) {
                    files.put(key, Place.gone());
                }
                packs.gone(pack, Frame.BYTES);
            }
        }
    }

    /// Finishes what was begun with files: a record is written before its file is renamed into place or removed.
    private void settleFiles(Index index) throws IOException {
        for (Map.Entry<Key, Place> each : files.entrySet()) {
            Key key = each.getKey();
            Place before = index.get(key);
            if (each.getValue().isHere()) {
                OptionalLong size = volume.size(Layout.place(key));
                if (size.isPresent()) {
                    index.move(key, before, new Place.Filed(size.getAsLong()));
                } else if (before instanceof Place.Filed) {
                    index.move(key, before, Place.gone());
                }
            } else {
                volume.delete(Layout.place(key));
            }
        }
        // What a killed process renamed or removed may be so in the system's memory only.
        for (String folder :
                files.keySet().stream().map(Layout::folder).distinct().toList()) {
            volume.sync(folder);
        }
        files.clear();
    }
}
