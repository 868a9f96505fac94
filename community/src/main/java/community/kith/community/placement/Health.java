package community.kith.community.placement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// What a creator sees: who supports some content and what it survives, at its weakest segment.
///
/// @param supporters how many failure domains hold any of it
/// @param holders how many devices do
/// @param losses any so many supporters may vanish and every byte can still be read; −1 when the receipts do not even
///     suffice to read it now
/// @param missingHolders how many more supporters make it durable; 0 when it is
/// @param shards how many distinct shards there should be, over all segments
/// @param missingShards how many of them nobody has signed for
public record Health(
        Tier tier, int supporters, int holders, int losses, int missingHolders, long shards, long missingShards) {

    /// Sums up the segments of one file.
    ///
    /// @param segments every segment, and the manifest with its copies (k = 1) as one of them; not empty
    public static Health of(List<SegmentReceipts> segments, Durability durability, Instant now) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("content without segments has a manifest at least");
        }
        List<Standing> standings = segments.stream()
                .map(segment -> durability.standing(segment.shape(), segment.receipts(), now))
                .toList();
        List<Held> held = segments.stream()
                .flatMap(segment -> segment.receipts().stream())
                .map(Receipt::held)
                .toList();
        long shards =
                segments.stream().mapToLong(segment -> segment.shape().n()).sum();
        return new Health(
                standings.stream()
                        .map(Standing::tier)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                (int) held.stream().map(Held::domain).distinct().count(),
                (int) held.stream().map(Held::holder).distinct().count(),
                standings.stream()
                        .mapToInt(standing -> standing.survival().losses())
                        .min()
                        .orElseThrow(),
                standings.stream().mapToInt(Standing::missingHolders).max().orElseThrow(),
                shards,
                shards
                        - segments.stream()
                                .mapToLong(SegmentReceipts::shardsSignedFor)
                                .sum());
    }

    /// The same in plain words.
    public String sentence() {
        return survival() + (missingHolders == 0 ? "" : " " + missing());
    }

    private String survival() {
        String who = supporters == 1 ? "1 supporter holds it" : supporters + " supporters hold it";
        if (losses < 0) {
            return who + ", too few to read it without the device it was written on.";
        }
        if (losses == 0) {
            return who + ", and it survives the loss of none of them: what each one has is needed.";
        }
        return who + "; it survives the loss of any " + (losses == 1 ? "one" : losses) + " of them.";
    }

    private String missing() {
        return missingHolders == 1 ? "One more makes it durable." : missingHolders + " more make it durable.";
    }
}
