package community.kith.node.exchange;

/// How fast and how finely anybody may fill what is theirs to use.
///
/// @param blobsAMinute of one person, or of people who count as one
/// @param bytesADay the least that counts as too much in a day; four times the pledge, if that is more
/// @param crumbs blobs that are kept whatever their size; beyond, a pledge has room for one in 4 KiB
public record Rates(int blobsAMinute, long bytesADay, long crumbs) {
    public static final Rates DEFAULTS = new Rates(6_000, 4L << 30, 20_000);
}
