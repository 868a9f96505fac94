package community.kith.sim.invariant;

import community.kith.base.name.Cid;
import community.kith.sim.world.Deposit;
import community.kith.sim.world.Resident;
import community.kith.store.file.ContentReader;
import community.kith.store.manifest.Root;
import community.kith.store.manifest.Stripe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What lies on some disks, wherever it is: whoever could walk from one to the other and knew every link could read
/// this.
public final class Disks {
    private final Map<Cid, List<Resident>> where = new HashMap<>();

    public Disks(List<Resident> residents) throws IOException {
        for (Resident resident : residents) {
            resident.disk()
                    .blobs()
                    .forEach(cid -> where.computeIfAbsent(cid, unseen -> new ArrayList<>())
                            .add(resident));
        }
    }

    /// Whether a file's every byte can be given back from those disks that meet a condition.
    public boolean giveBack(Deposit deposit, Predicate<Resident> from) throws IOException {
        Optional<byte[]> root = blob(deposit.link().manifest(), Root.MAX_BYTES, from);
        if (root.isEmpty()
                || !deposit.manifest().allSegments().stream().allMatch(segment -> suffices(segment.stripe(), from))) {
            return false;
        }
        var content = new ByteArrayOutputStream();
        new ContentReader(
                        ContentReader.open(deposit.link(), root.get(), (stripe, needed) -> shards(stripe, from)),
                        (stripe, needed) -> shards(stripe, from))
                .copy(content);
        return deposit.is(content.toByteArray());
    }

    /// Whether there are shards enough, without reading them.
    public boolean couldGiveBack(Deposit deposit, Predicate<Resident> from) {
        return isOn(deposit.link().manifest(), from)
                && deposit.manifest().allSegments().stream().allMatch(segment -> suffices(segment.stripe(), from));
    }

    private boolean suffices(Stripe stripe, Predicate<Resident> from) {
        return stripe.shards().stream()
                        .filter(shard -> isOn(shard, from))
                        .limit(stripe.k())
                        .count()
                == stripe.k();
    }

    private boolean isOn(Cid cid, Predicate<Resident> from) {
        return where.getOrDefault(cid, List.of()).stream().anyMatch(from);
    }

    private byte[] @Nullable [] shards(Stripe stripe, Predicate<Resident> from) throws IOException {
        byte[] @Nullable [] shards = new byte[stripe.shards().size()] @Nullable [];
        for (int row = 0; row < shards.length; row++) {
            shards[row] =
                    blob(stripe.shards().get(row), stripe.shardBytes(), from).orElse(null);
        }
        return shards;
    }

    private Optional<byte[]> blob(Cid cid, int maxBytes, Predicate<Resident> from) throws IOException {
        for (Resident resident : where.getOrDefault(cid, List.of())) {
            Optional<byte[]> bytes =
                    from.test(resident) ? resident.disk().blobs().read(cid, maxBytes) : Optional.empty();
            if (bytes.isPresent()) {
                return bytes;
            }
        }
        return Optional.empty();
    }
}
