package community.kith.doors;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Opened;
import community.kith.node.api.Progress;
import community.kith.node.api.Tier;
import community.kith.node.api.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A file of a [FakeKith]. Of each entry it keeps the first megabytes; whatever comes after counts as zeros, so that a
/// test can send a stream longer than memory.
final class FakeFile {
    private static final int KEPT_BYTES = 4 << 20;
    private static final int DURABLE_HOLDERS = 3;

    final String name;
    private final String reach;
    private final Instant created;
    private final SortedMap<String, Content> entries = new TreeMap<>();
    final List<FakePerson> holders = new ArrayList<>();
    Cid manifest = Cid.ofRaw(new byte[0]);
    boolean mine = true;
    boolean verified;
    long lostFrom = Long.MAX_VALUE;

    FakeFile(String name, String reach, Instant created) {
        this.name = name;
        this.reach = reach;
        this.created = created;
    }

    private static final class Content {
        private final byte[] kept;
        private final long sizeBytes;

        Content(byte[] kept, long sizeBytes) {
            this.kept = kept;
            this.sizeBytes = sizeBytes;
        }

        long sizeBytes() {
            return sizeBytes;
        }

        int at(long position) {
            return position < kept.length ? kept[(int) position] : 0;
        }
    }

    void add(String path, InputStream bytes, Progress progress) throws IOException {
        var kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            kept.write(buffer, 0, Math.min(count, KEPT_BYTES - kept.size()));
            size += count;
            progress.at("sealing", size, -1);
        }
        entries.put(path, new Content(kept.toByteArray(), size));
    }

    void readFrom(Path source, Progress progress) throws IOException {
        try (Stream<Path> found = Files.walk(source)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(each)) {
                    add(source.relativize(each).toString(), in, progress);
                }
            }
        }
    }

    void read(String path, long from, OptionalLong to, OutputStream out) throws IOException {
        Content content = entries.get(path);
        if (content == null) {
            throw new NotFoundException("there is no file " + path + " in " + name);
        }
        byte[] buffer = new byte[64 * 1024];
        long end = to.orElse(content.sizeBytes);
        for (long at = from; at < end; ) {
            if (at >= lostFrom) {
                throw new UnavailableException("nobody who answers has byte " + at + " of " + name, 1, "");
            }
            int count = (int) Math.min(buffer.length, end - at);
            for (int i = 0; i < count; i++) {
                buffer[i] = (byte) content.at(at + i);
            }
            out.write(buffer, 0, count);
            at += count;
        }
    }

    long sizeBytes() {
        return entries.values().stream().mapToLong(Content::sizeBytes).sum();
    }

    private int n() {
        return Math.max(1, holders.size() + 1);
    }

    int k() {
        return Math.max(1, (n() + 1) / 2);
    }

    boolean isDurable() {
        return missingHolders() == 0;
    }

    int missingHolders() {
        return Math.max(0, DURABLE_HOLDERS - holders.size());
    }

    boolean released;
    Optional<Instant> removed = Optional.empty();

    private int lossesSurvived() {
        return (int)
                Math.max(0, holders.stream().filter(holder -> holder.online).count() + 1 - k());
    }

    private Tier tier() {
        return !isDurable() ? Tier.ACCEPTED : verified ? Tier.VERIFIED : Tier.DURABLE;
    }

    String link() {
        return "kith:" + manifest.toString().substring(1) + "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    }

    private FileInfo.Kind kind() {
        return entries.size() == 1 && entries.containsKey("") ? FileInfo.Kind.FILE : FileInfo.Kind.FOLDER;
    }

    FileInfo info() {
        return new FileInfo(
                manifest,
                link(),
                name,
                kind(),
                sizeBytes(),
                entries.size(),
                created,
                reach,
                tier(),
                k(),
                n(),
                holders.size(),
                lossesSurvived(),
                mine,
                "",
                sizeBytes(),
                released,
                removed);
    }

    Opened opened(Did owner) {
        List<Opened.Entry> listed = kind() == FileInfo.Kind.FILE
                ? List.of()
                : entries.entrySet().stream()
                        .map(entry -> new Opened.Entry(entry.getKey(), "file", entry.getValue().sizeBytes))
                        .toList();
        return new Opened(manifest, name, kind(), sizeBytes(), created, owner.toString(), reach, listed);
    }

    FileHealth health(PeerId me, Instant now) {
        List<FileHealth.Holder> shown = new ArrayList<>();
        shown.add(
                new FileHealth.Holder("this device", me.toString(), true, true, 1, Optional.of(now), Optional.of(now)));
        for (FakePerson holder : holders) {
            shown.add(new FileHealth.Holder(
                    holder.name,
                    holder.peerId.toString(),
                    false,
                    holder.online,
                    1,
                    Optional.of(holder.lastSeen),
                    verified ? Optional.of(now) : Optional.empty()));
        }
        int away = (int) holders.stream().filter(holder -> !holder.online).count();
        return new FileHealth(
                manifest,
                tier(),
                k(),
                n(),
                1,
                holders.size(),
                lossesSurvived(),
                missingHolders(),
                n(),
                away,
                isDurable()
                        ? "Any " + lossesSurvived() + " of " + n()
                                + " holders may vanish and every byte is still there."
                        : missingHolders() + " more holders must sign before this is durable.",
                "any " + k() + " of " + n() + " shards suffice; each holder is there 90 % of the time",
                shown);
    }
}
