package community.kith.store.erasure;

/// A way to compute [Sums]. All give the same bytes; they differ in speed, and in what they need to be there.
interface Coder {
    /// What people may be told.
    String name();

    /// Computes bytes `offset` to `offset + length` of every output, which is within every array.
    void run(Sums sums, int offset, int length);
}
