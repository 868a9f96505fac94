/// What the launcher `./kith` needs done in Java.
@NullMarked
package community.kith.app.launcher;

import org.jspecify.annotations.NullMarked;
