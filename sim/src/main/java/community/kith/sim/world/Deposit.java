package community.kith.sim.world;

import community.kith.base.crypto.Sha256;
import community.kith.base.name.PeerId;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A file that somebody put, as one knows it who sees everything. For one thread.
public final class Deposit {
    private final int number;
    private final Resident owner;
    private final Link link;
    private final Manifest manifest;
    private final byte[] hash;
    private final List<Resident> keepers = new ArrayList<>();
    private boolean acknowledged;
    private Optional<Promise> lastPromise = Optional.empty();

    /// What its owner's node said last before it died: any `losses` of these supporters may vanish, the owner among
    /// them.
    public record Promise(int losses, Set<PeerId> supporters) {
        public Promise {
            supporters = Collections.unmodifiableSet(new TreeSet<>(supporters));
        }
    }

    /// @param content all its bytes
    public Deposit(int number, Resident owner, Link link, Manifest manifest, byte[] content) {
        this.number = number;
        this.owner = owner;
        this.link = link;
        this.manifest = manifest;
        this.hash = Sha256.of(content);
    }

    public int number() {
        return number;
    }

    public Resident owner() {
        return owner;
    }

    public Link link() {
        return link;
    }

    public Manifest manifest() {
        return manifest;
    }

    /// Whether these are its bytes.
    public boolean is(byte[] content) {
        return Arrays.equals(Sha256.of(content), hash);
    }

    /// Whether its owner was told that it is durable.
    public boolean isAcknowledged() {
        return acknowledged;
    }

    public void acknowledge() {
        acknowledged = true;
    }

    /// Friends who took it into their care.
    public List<Resident> keepers() {
        return Collections.unmodifiableList(keepers);
    }

    public void keptBy(Resident keeper) {
        keepers.add(keeper);
    }

    /// Whether anybody lives who looks after it.
    public boolean isLookedAfter() {
        return owner.isAlive() || keepers.stream().anyMatch(Resident::isAlive);
    }

    public Optional<Promise> lastPromise() {
        return lastPromise;
    }

    public void lastPromise(Promise promise) {
        lastPromise = Optional.of(promise);
    }

    @Override
    public String toString() {
        return "file %d of %s".formatted(number, owner);
    }
}
