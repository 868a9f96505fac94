/// A long, lossy wire between two network namespaces, for kernels whose own emulation (`tc netem`) was left out.
///
/// Read [LongWire][community.kith.bench.wire.LongWire] first.
@NullMarked
package community.kith.bench.wire;

import org.jspecify.annotations.NullMarked;
