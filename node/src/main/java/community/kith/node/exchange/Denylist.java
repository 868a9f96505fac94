package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.Multihash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this node neither keeps nor gives to anybody: lines `CID reason…` in a text file (`HOME/denylist`), `#` begins
/// a
/// comment. A CID of any codec and version denies the bytes it names. The file is read again when it has changed;
/// without a
/// file nothing is denied. What is read is guarded by this object's monitor.
public final class Denylist implements Denials {
    private static final Logger LOG = System.getLogger(Denylist.class.getName());
    private static final long MAX_FILE_BYTES = 64 << 20;

    private final Optional<Path> file;
    private Map<Multihash, String> reasons = Map.of();
    private List<String> problems = List.of();
    private Optional<Stamp> read = Optional.empty();

    private record Stamp(FileTime modified, long sizeBytes) {}

    private Denylist(Optional<Path> file) {
        this.file = file;
    }

    /// The list in that file, which may come to be later.
    public static Denylist in(Path file) {
        return new Denylist(Optional.of(file));
    }

    /// Denies nothing.
    public static Denylist none() {
        return new Denylist(Optional.empty());
    }

    @Override
    public Optional<Denial> denied(Cid cid) throws IOException {
        return reason(cid).map(reason -> new Denial(Optional.empty(), "denylist", reason));
    }

    /// Why these bytes are denied; empty when they are not.
    public synchronized Optional<String> reason(Cid cid) throws IOException {
        refresh();
        return Optional.ofNullable(reasons.get(cid.hash()));
    }

    /// Lines that name no CID, for the owner to mend.
    public synchronized List<String> problems() throws IOException {
        refresh();
        return problems;
    }

    private void refresh() throws IOException {
        if (file.isEmpty()) {
            return;
        }
        Optional<Stamp> now = stamp(file.get());
        if (!now.equals(read)) {
            load(now.isPresent() ? lines(file.get(), now.get()) : List.of());
            read = now;
        }
    }

    private static Optional<Stamp> stamp(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file, Stamp stamp) throws IOException {
        if (stamp.sizeBytes() > MAX_FILE_BYTES) {
            throw new IOException(file + " has " + stamp.sizeBytes() + " bytes, more than " + MAX_FILE_BYTES);
        }
        return Files.readAllLines(file);
    }

    private void load(List<String> lines) {
        Map<Multihash, String> found = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split("\\s+", 2);
                try {
                    found.put(Cid.parse(parts[0]).hash(), parts.length > 1 ? parts[1] : "no reason given");
                } catch (ProtocolException e) {
                    wrong.add(file.orElseThrow() + " line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        wrong.forEach(problem -> LOG.log(Level.WARNING, problem + "; this line denies nothing"));
        reasons = found;
        problems = List.copyOf(wrong);
    }
}
