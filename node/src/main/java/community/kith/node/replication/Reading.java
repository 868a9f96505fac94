package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.community.placement.Shape;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Opened;
import community.kith.node.api.Progress;
import community.kith.node.api.Tier;
import community.kith.store.file.ContentReader;
import community.kith.store.file.ShardSource;
import community.kith.store.file.Unfinished;
import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Kind;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Gives content back, from here and from whoever holds it.
final class Reading {
    private final Sources.Outlook outlook;

    Reading(Sources.Outlook outlook) {
        this.outlook = outlook;
    }

    Opened open(String text) throws IOException {
        Manifest manifest = find(text).manifest();
        return new Opened(
                find(text).link().manifest(),
                manifest.name(),
                manifest.kind() == Kind.FOLDER ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE,
                manifest.sizeBytes(),
                manifest.about().created(),
                manifest.about().owner().toString(),
                manifest.about().reach(),
                manifest.kind() == Kind.FOLDER ? entries(manifest) : List.of());
    }

    private static List<Opened.Entry> entries(Manifest manifest) {
        return manifest.entries().stream()
                .map(entry -> switch (entry) {
                    case Entry.File file -> new Opened.Entry(file.path(), "file", file.sizeBytes());
                    case Entry.Folder folder -> new Opened.Entry(folder.path(), "folder", 0);
                    case Entry.Symlink symlink -> new Opened.Entry(symlink.path(), "symlink", 0);
                })
                .toList();
    }

    void read(String text, String path, long from, OptionalLong to, OutputStream out) throws IOException {
        Manifests.Found found = find(text);
        Manifest manifest = found.manifest();
        Entry.File file = file(manifest, path);
        long end = to.orElse(file.sizeBytes());
        if (from < 0 || from > end || end > file.sizeBytes()) {
            throw new IllegalArgumentException(
                    "bytes " + from + " to " + end + " of " + file.path() + ", which has " + file.sizeBytes());
        }
        ShardFinder finder = outlook.shards().reader(found);
        reader(manifest, finder).copy(file.offsetBytes() + from, file.offsetBytes() + end, out);
        finder.settle();
    }

    private static Entry.File file(Manifest manifest, String path) throws NotFoundException {
        String wanted = manifest.kind() == Kind.FILE && path.isEmpty() ? manifest.name() : path;
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    manifest.name() + " is a folder: say which file of it, or extract the whole");
        }
        return switch (manifest.entry(wanted).orElse(null)) {
            case Entry.File file -> file;
            case Entry.Folder folder -> throw new NotFoundException(wanted + " is a folder");
            case Entry.Symlink symlink -> throw new NotFoundException(wanted + " is a symbolic link");
            case null -> throw new NotFoundException("there is no " + wanted + " in " + manifest.name());
        };
    }

    long extract(String text, Path target, Progress progress) throws IOException {
        Manifests.Found found = find(text);
        Manifest manifest = found.manifest();
        ShardFinder finder = outlook.shards().extractor(found);
        var watched = new Watched(finder, progress, manifest.sizeBytes(), new AtomicLong());
        reader(manifest, watched)
                .extract(
                        target,
                        Optional.of(
                                Unfinished.mark(target, found.link().manifest().toString())));
        finder.settle();
        return manifest.sizeBytes();
    }

    /// Reads everything from holders alone, though it may lie here too.
    ///
    /// @return how many devices it came from
    int drill(String text, Progress progress) throws IOException {
        Manifest manifest = find(text).manifest();
        ShardFinder elsewhere = outlook.shards().elsewhere(manifest);
        var watched = new Watched(elsewhere, progress, manifest.sizeBytes(), new AtomicLong());
        reader(manifest, watched).copy(OutputStream.nullOutputStream());
        return elsewhere.gave();
    }

    /// What was read lately, though it is no file of mine.
    Optional<FileInfo> infoOfRead(Cid manifest) {
        return outlook.manifests().lately(manifest).map(Reading::info);
    }

    private static FileInfo info(Manifests.Found found) {
        Manifest manifest = found.manifest();
        Shape shape = manifest.segments().isEmpty()
                ? new Shape(1, 1)
                : new Shape(
                        manifest.segments().getLast().stripe().k(),
                        manifest.segments().getLast().stripe().n());
        return new FileInfo(
                found.link().manifest(),
                found.link().toString(),
                manifest.name(),
                manifest.kind() == Kind.FOLDER ? FileInfo.Kind.FOLDER : FileInfo.Kind.FILE,
                manifest.sizeBytes(),
                manifest.entries().size(),
                manifest.about().created(),
                manifest.about().reach(),
                Tier.ACCEPTED,
                shape.k(),
                shape.n(),
                0,
                0,
                false,
                "",
                0,
                true,
                Optional.empty());
    }

    /// @throws IllegalArgumentException when the text is no link
    Manifests.Found find(String text) throws IOException {
        Link link;
        try {
            link = Link.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return outlook.manifests().find(link);
    }

    /// Tells how far it is.
    private record Watched(ShardSource source, Progress progress, long totalBytes, AtomicLong doneBytes)
            implements ShardSource {
        @Override
        public byte[] @Nullable [] fetch(Stripe stripe, int needed) throws IOException {
            byte[] @Nullable [] shards = source.fetch(stripe, needed);
            long bytes = (long) stripe.k() * stripe.shardBytes();
            progress.at("fetching", Math.min(totalBytes, doneBytes.addAndGet(bytes)), totalBytes);
            return shards;
        }

        @Override
        public int ahead() {
            return source.ahead();
        }

        @Override
        public void giveBack(byte[] shard) {
            source.giveBack(shard);
        }

        @Override
        public byte[] spare(int bytes) {
            return source.spare(bytes);
        }
    }

    private static ContentReader reader(Manifest manifest, ShardSource source) {
        return new ContentReader(manifest, source);
    }
}
