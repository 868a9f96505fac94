package community.kith.node.replication;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.store.blob.DamagedBlobException;
import community.kith.store.file.ContentReader;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import community.kith.store.manifest.Root;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what a link names: here, or at whoever of my people has it, or, in the commons, at whoever says so.
final class Manifests {
    /// Opened manifests kept; a large folder's takes some megabytes.
    private static final int KEPT = 4;

    private final ShardFinder.Means means;
    private final Sources sources;
    private final Hydrating hydrating;
    /// Guarded by this object's monitor; least recently used first.
    private final Map<Cid, Found> kept = new LinkedHashMap<>(16, 0.75f, true);

    Manifests(ShardFinder.Means means, Sources sources, Hydrating hydrating) {
        this.hydrating = hydrating;
        this.means = means;
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
        Optional<byte[]> here = here(link.manifest());
        byte[] root = here.isPresent() ? here.get() : fromOthers(link);
        Found found = new Found(link, root, open(link, root));
        if (here.isEmpty()) {
            hydrating.keepRoot(found);
        }
        synchronized (this) {
            kept.put(link.manifest(), found);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return found;
    }

    private Manifest open(Link link, byte[] root) throws IOException {
        ShardFinder.Means caching = means.caching(hydrating.ofIndex(link));
        return ContentReader.open(
                link,
                root,
                (stripe, needed) -> new ShardFinder(
                                List.of(stripe), caching, sources.near(), () -> sources.further(link))
                        .fetch(stripe, needed));
    }

    /// One that was opened lately.
    synchronized Optional<Found> lately(Cid manifest) {
        return Optional.ofNullable(kept.get(manifest));
    }

    private Optional<byte[]> here(Cid manifest) throws IOException {
        try {
            return means.blobs().read(manifest, Root.MAX_BYTES);
        } catch (DamagedBlobException e) {
            System.getLogger(Manifests.class.getName())
                    .log(System.Logger.Level.WARNING, "a manifest on this disk went bad; fetching it from others", e);
            return Optional.empty();
        }
    }

    private byte[] fromOthers(Link link) throws IOException {
        RootInquiry inquiry = new RootInquiry(link.manifest(), means.client(), means.knowledge());
        List<PeerId> near = sources.near();
        Optional<byte[]> root = inquiry.ask(near);
        if (root.isEmpty()) {
            root = inquiry.ask(sources.further(link).stream()
                    .filter(peer -> !near.contains(peer))
                    .toList());
        }
        return root.isPresent() ? root.get() : inquiry.fail();
    }
}
