package community.kith.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far a scrub has come, as the file `scrub` keeps it: three lines of text. Nothing depends on them but what is
/// read again, so whatever makes no sense is a scrub that has not begun.
///
/// @param last the blob that was read last, empty at the beginning of a pass
/// @param now the latest pass
/// @param before the one before
record ScrubNotes(Optional<Key> last, Optional<Scrub.Pass> now, Optional<Scrub.Pass> before) {
    static final String NAME = "scrub";
    static final ScrubNotes NONE = new ScrubNotes(Optional.empty(), Optional.empty(), Optional.empty());
    private static final String FRESH = "scrub.new";
    private static final String NOTHING = "-";
    private static final int MAX_BYTES = 512;
    private static final int FIELDS = 5;

    boolean isUnderWay() {
        return now.isPresent() && now.get().ended().isEmpty();
    }

    ScrubNotes begun(Instant at) {
        return new ScrubNotes(Optional.empty(), Optional.of(new Scrub.Pass(at, Optional.empty(), 0, 0, 0)), now);
    }

    ScrubNotes at(Key key) {
        return new ScrubNotes(Optional.of(key), now, before);
    }

    ScrubNotes at(Key key, long sizeBytes) {
        return new ScrubNotes(Optional.of(key), now.map(pass -> pass.plus(sizeBytes)), before);
    }

    ScrubNotes plusDamaged() {
        return new ScrubNotes(last, now.map(Scrub.Pass::plusDamaged), before);
    }

    ScrubNotes ended(Instant at) {
        return new ScrubNotes(Optional.empty(), now.map(pass -> pass.endedAt(at)), before);
    }

    String text() {
        return last.map(key -> Names.hex(key.cid())).orElse(NOTHING) + "\n" + line(now) + "\n" + line(before) + "\n";
    }

    private static String line(Optional<Scrub.Pass> pass) {
        return pass.map(of -> "%d %d %d %d %d"
                        .formatted(
                                of.began().getEpochSecond(),
                                of.ended().map(Instant::getEpochSecond).orElse(0L),
                                of.blobs(),
                                of.bytes(),
                                of.damaged()))
                .orElse(NOTHING);
    }

    static ScrubNotes parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3) {
            return NONE;
        }
        try {
            return new ScrubNotes(Names.fromHex(lines.get(0)).map(Key::of), pass(lines.get(1)), pass(lines.get(2)));
        } catch (NumberFormatException | DateTimeException e) {
            return NONE;
        }
    }

    private static Optional<Scrub.Pass> pass(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        if (fields.size() != FIELDS) {
            return Optional.empty();
        }
        List<Long> numbers = fields.stream().map(Long::parseLong).toList();
        return Optional.of(new Scrub.Pass(
                Instant.ofEpochSecond(numbers.get(0)),
                Optional.of(numbers.get(1)).filter(at -> at != 0).map(Instant::ofEpochSecond),
                numbers.get(2),
                numbers.get(3),
                numbers.get(4)));
    }

    void write(Volume volume) throws IOException {
        try (VolumeFile file = volume.create(FRESH)) {
            file.write(ByteBuffer.wrap(text().getBytes(StandardCharsets.US_ASCII)), 0);
            file.force();
        }
        volume.rename(FRESH, NAME);
        volume.sync("");
    }

    static ScrubNotes read(Volume volume) {
        try (VolumeFile file = volume.read(NAME)) {
            if (file.size() > MAX_BYTES) {
                return NONE;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.readFully(bytes, 0);
            return parse(new String(bytes.array(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return NONE;
        }
    }
}
