/// Side-by-side measurements: Kith and its peers on the same machine, in the same run. `bench/run` starts
/// [Main][community.kith.bench.Main].
@NullMarked
package community.kith.bench;

import org.jspecify.annotations.NullMarked;
