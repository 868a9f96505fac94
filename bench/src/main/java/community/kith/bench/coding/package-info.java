/// JMH benchmarks of what every byte of a put goes through: sealing, coding, hashing. They work on pieces of 64 KiB,
/// which
/// stay in the cache, as one frame or one stripe does.
@NullMarked
package community.kith.bench.coding;

import org.jspecify.annotations.NullMarked;
