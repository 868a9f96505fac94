package community.kith.bench.coding;

/// One way to do a deed.
///
/// @param pass does it once
/// @param bytes what one pass counts for
record Way(String name, Runnable pass, long bytes) {}
