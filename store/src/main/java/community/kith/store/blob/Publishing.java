package community.kith.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Changes of where blobs are, made durable and then known.
///
/// A record always comes first: of a blob that is in it, of a file that is about to be renamed into place, of a
/// deletion
/// that is about to remove a file. Whoever reads the records after a crash finishes what they say.
@SuppressWarnings("try") // what is held and written is closed, and not always asked
record Publishing(Parts parts, Stripes stripes, Chores chores) {
    private static final Logger LOG = System.getLogger(Publishing.class.getName());

    /// Makes all of them durable together, and visible.
    void publish(Collection<Arrival> arrivals) throws IOException {
        Map<Key, Arrival> byKey = new LinkedHashMap<>();
        arrivals.forEach(arrival -> byKey.putIfAbsent(arrival.key(), arrival));
        try (Stripes.Held held = stripes.hold(byKey.keySet())) {
            List<Arrival> fresh = new ArrayList<>();
            List<Place> befores = new ArrayList<>();
            for (Arrival arrival : byKey.values()) {
                Place before = parts.index().get(arrival.key());
                if (!isHere(arrival, before)) {
                    fresh.add(arrival);
                    befores.add(before);
                }
            }
            if (fresh.size() < byKey.size()) {
                parts.log().requireSettled();
            }
            if (!fresh.isEmpty()) {
                publish(fresh, befores);
            }
        }
    }

    /// Whether a pack has these very bytes, so that they need not be written again.
    private boolean isHere(Arrival arrival, Place before) {
        if (!(arrival instanceof Arrival.Small small)
                || !(before instanceof Place.Packed packed)
                || packed.length() != small.length()) {
            return false;
        }
        try {
            byte[] there = parts.body(packed, 0, packed.length());
            return Arrays.equals(
                    there, 0, there.length, small.bytes(), small.offset(), small.offset() + small.length());
        } catch (IOException e) {
            return false; // whatever is wrong with it, a fresh copy heals it
        }
    }

    private void publish(List<Arrival> fresh, List<Place> befores) throws IOException {
        Log.Submission written =
                parts.log().append(fresh.stream().map(Publishing::entry).toList());
        List<Key> unwanted = new ArrayList<>();
        boolean published = false;
        try {
            TreeSet<String> folders = new TreeSet<>();
            for (int i = 0; i < fresh.size(); i++) {
                if (fresh.get(i) instanceof Arrival.Big big) {
                    unwanted.add(big.key());
                    big.incoming().moveTo(Layout.place(big.key()));
                    folders.add(Layout.folder(big.key()));
                }
            }
            for (String folder : folders) {
                sync(folder);
            }
            unwanted.clear();
            for (int i = 0; i < fresh.size(); i++) {
                settle(fresh.get(i), befores.get(i), written.place(i));
                if (fresh.get(i) instanceof Arrival.Small && befores.get(i) instanceof Place.Filed) {
                    unwanted.add(fresh.get(i).key());
                }
            }
            published = true;
        } finally {
            if (!published) {
                chores.uncertain().addAll(unwanted);
            }
            removeFiles(unwanted, written);
        }
    }

    private void sync(String folder) throws IOException {
        try {
            parts.volume().sync(folder);
        } catch (IOException e) {
            throw Disk.explain(e, parts.volume(), folder, 0);
        }
    }

    private static Log.Entry entry(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Small small ->
                new Log.Entry(
                        new Frame(
                                Frame.Kind.BLOB,
                                small.key(),
                                small.length(),
                                Frame.crc(small.bytes(), small.offset(), small.length())),
                        small.bytes(),
                        small.offset());
            case Arrival.Big big ->
                new Log.Entry(
                        new Frame(Frame.Kind.FILE, big.key(), big.incoming().sizeBytes(), 0), new byte[0], 0);
        };
    }

    private void settle(Arrival arrival, Place before, Place.Packed packed) {
        switch (arrival) {
            case Arrival.Small small -> parts.index().move(small.key(), before, packed);
            case Arrival.Big big ->
                parts.index()
                        .move(big.key(), before, new Place.Filed(big.incoming().sizeBytes()));
        }
    }

    /// Removes files of blobs that are not in files any more, and ends what was written about them; those that do not
    /// go
    /// now are owed.
    private void removeFiles(List<Key> keys, Log.Submission written) {
        List<Key> left = new ArrayList<>();
        for (Key key : keys) {
            try {
                if (!(parts.index().get(key) instanceof Place.Filed)) {
                    parts.volume().delete(Layout.place(key));
                    chores.removedIn(Layout.folder(key));
                }
            } catch (IOException e) {
                left.add(key);
            }
        }
        if (left.isEmpty()) {
            written.close();
        } else {
            chores.owed().add(new Chores.Owed(left, written));
        }
    }

    /// Tries again to remove what is owed.
    void payOwed() {
        for (int i = chores.owed().size(); i > 0; i--) {
            Chores.Owed owed = chores.owed().poll();
            if (owed == null) {
                return;
            }
            try (Stripes.Held held = stripes.hold(owed.keys())) {
                removeFiles(owed.keys(), owed.written());
            }
        }
    }

    /// Removes those that are here, for good.
    ///
    /// @return how many that were
    int delete(Collection<Key> keys) throws IOException {
        try (Stripes.Held held = stripes.hold(keys)) {
            Map<Key, Place> here = new LinkedHashMap<>();
            for (Key key : keys) {
                Place before = parts.index().get(key);
                if (before.isHere() || chores.uncertain().contains(key)) {
                    here.put(key, before);
                }
            }
            if (here.isEmpty()) {
                parts.log().requireSettled();
            } else {
                Log.Submission written = parts.appendGone(List.copyOf(here.keySet()));
                here.forEach((key, before) -> parts.index().move(key, before, Place.gone()));
                chores.uncertain().removeAll(here.keySet());
                removeFiles(
                        here.keySet().stream()
                                .filter(key -> here.get(key) instanceof Place.Filed)
                                .toList(),
                        written);
            }
            return (int) here.values().stream().filter(Place::isHere).count();
        }
    }

    /// A blob that is no longer what its name says counts as missing from now on; what is left of it is kept aside.
    ///
    /// @return whether it really is so: somebody may have put a good one meanwhile
    boolean condemn(Key key, Inspection inspection) throws IOException {
        try (Stripes.Held held = stripes.hold(List.of(key))) {
            Place before = parts.index().get(key);
            if (!before.isHere() || inspection.isWhole(key, before)) {
                return false;
            }
            keepAside(key, before);
            try {
                Log.Submission written = parts.appendGone(List.of(key));
                parts.index().move(key, before, Place.gone());
                removeFiles(before instanceof Place.Filed ? List.of(key) : List.of(), written);
            } catch (StorageFullException | ReadOnlyException e) {
                parts.index().move(key, before, Place.gone()); // until the disk takes writes and it is found again
            }
            return true;
        }
    }

    /// The same for a blob that cannot be read, but nothing changes unless the disk takes the record: one that is gone
    /// as a whole has not lost anything yet.
    boolean abandon(Key key, Inspection inspection) throws IOException {
        try (Stripes.Held held = stripes.hold(List.of(key))) {
            Place before = parts.index().get(key);
            if (!before.isHere() || inspection.isReadable(key, before)) {
                return false;
            }
            Log.Submission written = parts.appendGone(List.of(key));
            parts.index().move(key, before, Place.gone());
            if (before instanceof Place.Filed) {
                keepAside(key, before);
            }
            removeFiles(before instanceof Place.Filed ? List.of(key) : List.of(), written);
            return true;
        }
    }

    private void keepAside(Key key, Place place) {
        switch (place) {
            case Place.Packed packed -> keepCopy(key, packed);
            case Place.Filed filed -> {
                try {
                    parts.volume().rename(Layout.place(key), Layout.quarantined(key));
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "a damaged blob could not be kept aside", e);
                }
            }
            case Place.Gone gone -> {}
        }
    }

    private void keepCopy(Key key, Place.Packed packed) {
        try (VolumeFile file = parts.volume().create(Layout.quarantined(key))) {
            file.write(java.nio.ByteBuffer.wrap(parts.body(packed, 0, packed.length())), 0);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a damaged blob could not be kept aside", e);
        }
    }
}
