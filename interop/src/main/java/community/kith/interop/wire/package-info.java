/// A long, lossy wire between two network namespaces, for kernels whose own emulation (`tc netem`) was left out.
///
/// Read [LongWire][community.kith.interop.wire.LongWire] first.
@NullMarked
package community.kith.interop.wire;

import org.jspecify.annotations.NullMarked;
