/// Real nodes on loopback, each a process with a home of its own, all bonded with each other: a
/// [Village][community.kith.bench.village.Village].
@NullMarked
package community.kith.bench.village;

import org.jspecify.annotations.NullMarked;
