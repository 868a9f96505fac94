package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.api.UnavailableException;
import community.kith.node.exchange.Fetched;
import community.kith.node.exchange.Refusal;
import community.kith.node.exchange.ShardClient;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.DamagedBlobException;
import community.kith.store.file.ContentReader;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Root;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what a link names: here, or at whoever of my people has it, or, in the commons, at whoever says so.
final class Manifests {
    /// Opened manifests kept; a large folder's takes some megabytes.
    private static final int KEPT = 4;

    private final Blobs blobs;
    private final ShardClient client;
    private final Sources sources;
    /// Guarded by this object's monitor; least recently used first.
    private final Map<Cid, Found> kept = new LinkedHashMap<>(16, 0.75f, true);

    Manifests(Blobs blobs, ShardClient client, Sources sources) {
        this.blobs = blobs;
        this.client = client;
        this.sources = sources;
    }

    /// A manifest and the blob it came in.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Found(Link link, byte[] root, Manifest manifest) {}

    /// @throws NotFoundException when everybody answered and nobody has it
    /// @throws RefusedException when somebody has it and I am not within its reach
    Found find(Link link) throws IOException {
        synchronized (this) {
            Found before = kept.get(link.manifest());
            if (before != null && before.link.equals(link)) {
                return before;
            }
        }
        byte[] root = root(link);
        Found found = new Found(link, root, open(link, root));
        synchronized (this) {
            kept.put(link.manifest(), found);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return found;
    }

    private Manifest open(Link link, byte[] root) throws IOException {
        return ContentReader.open(
                link,
                root,
                (stripe, needed) -> new ShardFinder(
                                List.of(stripe), blobs, client, sources.near(), () -> sources.further(link))
                        .fetch(stripe, needed));
    }

    private byte[] root(Link link) throws IOException {
        Optional<byte[]> here = here(link.manifest());
        return here.isPresent() ? here.get() : fromOthers(link);
    }

    private Optional<byte[]> here(Cid manifest) throws IOException {
        try {
            return blobs.read(manifest, Root.MAX_BYTES);
        } catch (DamagedBlobException e) {
            System.getLogger(Manifests.class.getName())
                    .log(System.Logger.Level.WARNING, "a manifest on this disk went bad; fetching it from others", e);
            return Optional.empty();
        }
    }

    private byte[] fromOthers(Link link) throws IOException {
        Inquiry inquiry = new Inquiry(link.manifest());
        List<PeerId> near = sources.near();
        Optional<byte[]> root = inquiry.ask(near);
        if (root.isEmpty()) {
            root = inquiry.ask(sources.further(link).stream()
                    .filter(peer -> !near.contains(peer))
                    .toList());
        }
        return root.isPresent() ? root.get() : inquiry.fail();
    }

    /// Peers are asked for a root one after another, and what they said instead of giving it.
    private final class Inquiry {
        private final Cid manifest;
        private Optional<Refusal> refusal = Optional.empty();
        private int asked;
        private int silent;

        Inquiry(Cid manifest) {
            this.manifest = manifest;
        }

        Optional<byte[]> ask(List<PeerId> peers) {
            byte[] bytes = new byte[Root.MAX_BYTES];
            for (PeerId peer : peers) {
                asked++;
                try {
                    switch (client.get(peer, manifest, bytes, 0, bytes.length)) {
                        case Fetched.Found found -> {
                            return Optional.of(Arrays.copyOf(bytes, found.lengthBytes()));
                        }
                        case Fetched.Refused refused -> refusal = Optional.of(refused.refusal());
                        case Fetched.Missing missing -> {}
                    }
                } catch (IOException e) {
                    silent++;
                    System.getLogger(Manifests.class.getName())
                            .log(System.Logger.Level.DEBUG, () -> "passing over " + peer + ": " + e.getMessage());
                }
            }
            return Optional.empty();
        }

        byte[] fail() throws IOException {
            if (refusal.isPresent()) {
                throw new RefusedException(refusal.get().reason());
            }
            if (asked == 0 || silent > 0) {
                throw new UnavailableException(
                        asked == 0
                                ? "this link's manifest is not here, and none of your people can be asked now"
                                : "this link's manifest is not here, and " + silent + " of those asked did not answer",
                        Math.max(1, silent),
                        "");
            }
            throw new NotFoundException(
                    "this link's manifest is not here, and none of your people who are there has it");
        }
    }
}
