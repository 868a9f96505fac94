package community.kith.community.layer;

import community.kith.base.name.Cid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses what leaves the cache for what comes.
///
/// Classes go in the order of [CacheClass], and within one what was read longest ago. Nothing goes for what would have
/// to
/// go before it. What anybody counts on is not in the cache: it neither goes nor is it counted.
public final class CacheDecider {
    private static final Comparator<CachedBlock> ORDER = Comparator.comparing(CachedBlock::kind)
            .thenComparing(CachedBlock::used)
            .thenComparing(block -> block.cid().toString());

    private CacheDecider() {}

    /// How many bytes have to go before so many can come; 0 or less when there is room.
    public static long missing(long budgetBytes, Map<CacheClass, Long> used, long bytes) {
        long sum = used.values().stream().mapToLong(Long::longValue).sum();
        return sum + bytes - budgetBytes;
    }

    /// Which blocks go for a newcomer.
    ///
    /// @param missingBytes as [#missing] says
    /// @param kind of the newcomer
    /// @param blocks those that may have to go, in any order
    /// @return empty when the newcomer cannot come; nothing goes then
    public static Optional<List<Cid>> makeRoom(long missingBytes, CacheClass kind, Collection<CachedBlock> blocks) {
        List<Cid> going = new ArrayList<>();
        long left = missingBytes;
        List<CachedBlock> inOrder = blocks.stream()
                .filter(block -> block.kind().compareTo(kind) <= 0)
                .sorted(ORDER)
                .toList();
        for (CachedBlock block : inOrder) {
            if (left > 0) {
                going.add(block.cid());
                left -= block.bytes();
            }
        }
        return left > 0 ? Optional.empty() : Optional.of(going);
    }
}
