package community.kith.store.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What paths of entries look like and how they are ordered.
final class EntryPath {
    static final int MAX_BYTES = 4096;
    private static final int MAX_COMPONENT_BYTES = 255;

    private EntryPath() {}

    /// Components between single slashes, each 1–255 bytes of UTF-8, none `.` or `..`, no NUL, no drive letter.
    static void check(String path) {
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a path of " + bytes + " bytes");
        }
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a path with a zero byte");
        }
        for (String component : path.split("/", -1)) {
            checkComponent(component, path);
        }
        if (startsWithDrive(path)) {
            throw new IllegalArgumentException("a path with a drive letter: " + path);
        }
    }

    private static void checkComponent(String component, String path) {
        if (component.isEmpty()) {
            throw new IllegalArgumentException("an absolute path, or one with an empty component: '" + path + "'");
        }
        if (component.equals(".") || component.equals("..")) {
            throw new IllegalArgumentException("a path that climbs: " + path);
        }
        if (component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES) {
            throw new IllegalArgumentException("a path with a component of more than 255 bytes: " + path);
        }
    }

    /// `C:` alone or before a slash or backslash.
    private static boolean startsWithDrive(String path) {
        return path.length() >= 2
                && path.charAt(1) == ':'
                && Character.isLetter(path.charAt(0))
                && (path.length() == 2 || path.charAt(2) == '/' || path.charAt(2) == '\\');
    }

    /// Component by component, each by its UTF-8 bytes: the order of a walk that visits children by name.
    static int compare(String a, String b) {
        return Arrays.compareUnsigned(sortKey(a), sortKey(b));
    }

    private static byte[] sortKey(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }

    /// Whether `path` lies below `folder`.
    static boolean isBelow(String path, String folder) {
        return path.length() > folder.length() && path.startsWith(folder) && path.charAt(folder.length()) == '/';
    }
}
