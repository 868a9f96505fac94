package community.kith.store.file;

import community.kith.base.crypto.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What gets that were cut off leave beside what they were making: names, who is at work on them, and when they go.
///
/// Names are `.kith-…​.part`. Of large files and of folders they follow from what is made where, so that the next get
/// goes on
/// with them; whoever writes one has it locked. All others carry the number of the process that writes them.
public final class Unfinished {
    private static final Pattern RESUMABLE = Pattern.compile("\\.kith-[0-9a-f]{24}\\.part");
    private static final Pattern OF_PROCESS = Pattern.compile("\\.kith-([0-9]{1,10})-[0-9]{1,18}\\.part");
    private static final Pattern OF_COMMAND = Pattern.compile("\\.kith-[0-9]{1,20}\\.part");
    private static final Duration RESUMED_WITHIN = Duration.ofDays(7);
    private static final Duration WRITTEN_WITHIN = Duration.ofDays(1);

    /// Those that this process has locked: to look at one of them would unlock it, as POSIX has it.
    private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

    private Unfinished() {}

    /// The mark beside a folder that a get has begun to make: who finds it there may go on.
    ///
    /// @param what names the content, such as its manifest's CID
    public static Path mark(Path folder, String what) {
        return folder.resolveSibling(name(folder.getFileName() + "\0" + what));
    }

    static String name(String of) {
        byte[] digest = Sha256.of(of.getBytes(StandardCharsets.UTF_8));
        return ".kith-" + HexFormat.of().formatHex(digest, 0, 12) + ".part";
    }

    /// Work on a file that nobody else takes up or sweeps away meanwhile, nor another process.
    static final class Hold implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;

        private Hold(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } finally {
                MINE.remove(file);
            }
        }
    }

    /// Locks a file, making it if it is not there.
    ///
    /// @throws IOException when somebody is at work on it
    static Hold hold(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        if (!MINE.add(key)) {
            throw inUse(file);
        }
        FileChannel channel = null;
        boolean held = false;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            held = lock(channel);
            if (!held) {
                throw inUse(file);
            }
            return new Hold(key, channel);
        } finally {
            if (!held) {
                if (channel != null) {
                    channel.close();
                }
                MINE.remove(key);
            }
        }
    }

    private static IOException inUse(Path file) {
        return new IOException("another get of the same to the same place is under way (" + file + ")");
    }

    /// File systems without locks are taken at their word that nobody has any.
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /// Deletes what nobody will go on with: drafts that nobody has touched for a week, and what processes that are gone
    /// left a day ago or more. What is locked stays, whoever has it locked.
    static void sweep(Path folder, Instant now) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".kith-*.part")) {
            for (Path file : left) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOver(file, now)) {
                    delete(file);
                }
            }
        }
    }

    private static boolean isOver(Path file, Instant now) throws IOException {
        String name = file.getFileName().toString();
        Duration age = Duration.between(
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant(), now);
        Matcher process = OF_PROCESS.matcher(name);
        if (process.matches()) {
            return age.compareTo(WRITTEN_WITHIN) > 0
                    && ProcessHandle.of(Long.parseLong(process.group(1))).isEmpty();
        }
        return RESUMABLE.matcher(name).matches()
                ? age.compareTo(RESUMED_WITHIN) > 0
                : OF_COMMAND.matcher(name).matches() && age.compareTo(WRITTEN_WITHIN) > 0;
    }

    private static void delete(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        if (!MINE.add(key)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (lock(channel)) {
                Files.deleteIfExists(file);
            }
        } finally {
            MINE.remove(key);
        }
    }

    /// How large a regular file is; empty for anything else, and for nothing.
    static OptionalLong size(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? OptionalLong.of(Files.size(file))
                : OptionalLong.empty();
    }
}
