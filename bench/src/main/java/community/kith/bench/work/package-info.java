/// What a measurement needs of the machine: a folder for a while, random files, and what processes use.
@NullMarked
package community.kith.bench.work;

import org.jspecify.annotations.NullMarked;
