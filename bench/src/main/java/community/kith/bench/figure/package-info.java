/// What a measurement comes to: a [Figure][community.kith.bench.figure.Figure], ours beside a peer's, and how it is
/// printed.
@NullMarked
package community.kith.bench.figure;

import org.jspecify.annotations.NullMarked;
