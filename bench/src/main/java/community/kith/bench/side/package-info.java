/// The side-by-side runs: [Bench][community.kith.bench.side.Bench] is what each of them is, and
/// [Benches][community.kith.bench.side.Benches] names them all.
@NullMarked
package community.kith.bench.side;

import org.jspecify.annotations.NullMarked;
