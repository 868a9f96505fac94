/// Writing large files past the system's cache. Read [DirectFile] first.
@NullMarked
package community.kith.store.disk;

import org.jspecify.annotations.NullMarked;
