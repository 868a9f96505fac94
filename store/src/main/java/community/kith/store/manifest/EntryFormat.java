package community.kith.store.manifest;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Entries as IPLD values and back. A file's offset is not written: it begins where the one before it ends.
final class EntryFormat {
    private EntryFormat() {}

    static Ipld write(Entry entry) {
        return switch (entry) {
            case Entry.File file ->
                Ipld.fields()
                        .put("type", "file")
                        .put("path", file.path())
                        .put("size", file.sizeBytes())
                        .put("modified", nanos(file.modified()))
                        .put("executable", file.executable())
                        .build();
            case Entry.Folder folder ->
                Ipld.fields()
                        .put("type", "folder")
                        .put("path", folder.path())
                        .put("modified", nanos(folder.modified()))
                        .build();
            case Entry.Symlink symlink ->
                Ipld.fields()
                        .put("type", "symlink")
                        .put("path", symlink.path())
                        .put("target", symlink.target())
                        .build();
        };
    }

    static Entry read(Ipld value, long offsetBytes) throws ProtocolException {
        FieldReader in = new FieldReader(value, "entry");
        String type = in.text("type", 16);
        String path = in.text("path", EntryPath.MAX_BYTES);
        Entry entry = switch (type) {
            case "file" ->
                new Entry.File(
                        path,
                        offsetBytes,
                        in.integer("size", 0, ManifestFormat.MAX_STREAM_BYTES - offsetBytes),
                        modified(in),
                        in.bool("executable"));
            case "folder" -> new Entry.Folder(path, modified(in));
            case "symlink" -> new Entry.Symlink(path, in.text("target", EntryPath.MAX_BYTES));
            default -> throw new ProtocolException("entry %s is of the unknown type %s".formatted(path, type));
        };
        in.end();
        return entry;
    }

    /// Nanoseconds since 1970: 64 bits of them reach from 1677 to 2262, and [Entry] holds no other times.
    private static long nanos(Instant time) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, time);
    }

    private static Instant modified(FieldReader in) throws ProtocolException {
        return Instant.EPOCH.plusNanos(in.integer("modified", Long.MIN_VALUE, Long.MAX_VALUE));
    }
}
