package community.kith.node.exchange;

/// What one person may use of one holder's disk, in bytes.
///
/// @param pledged what the holder promised
/// @param used what the person's claims add up to
/// @param free what would still be taken now: the least of what the pledge and the disk leave
public record Room(long pledged, long used, long free) {}
