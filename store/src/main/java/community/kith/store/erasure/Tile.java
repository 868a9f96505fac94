package community.kith.store.erasure;

/// A loop that computes a few rows from a few inputs at once. There is one class for each [TileShape], made by
/// [TileWriter].
interface Tile {
    /// Computes bytes `from` to `to` of the outputs, a whole number of vectors.
    ///
    /// @param products as [Products] has them
    void run(byte[] products, Sums sums, int from, int to);
}
