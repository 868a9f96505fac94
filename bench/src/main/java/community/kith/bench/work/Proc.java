package community.kith.bench.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux says about processes. Source: proc(5).
public final class Proc {
    /// Linux gives times to programs in hundredths of a second on every architecture.
    private static final double TICKS_PER_SECOND = 100;

    private static final double KIB_PER_MIB = 1024;
    private static final int UTIME = 14;
    private static final int CUTIME = 16;

    private Proc() {}

    /// CPU seconds that a running process has used.
    public static double cpuSeconds(long pid) throws IOException {
        return times(Path.of("/proc", Long.toString(pid), "stat"), UTIME);
    }

    /// CPU seconds of all programs that this one started and that have ended.
    public static double cpuSecondsOfEnded() throws IOException {
        return times(Path.of("/proc/self/stat"), CUTIME);
    }

    /// The most memory that a running process has had at once: its peak resident set, in MiB.
    public static double peakResidentMib(long pid) throws IOException {
        return mib(pid, "VmHWM:");
    }

    /// The memory that a running process has now: its resident set, in MiB.
    public static double residentMib(long pid) throws IOException {
        return mib(pid, "VmRSS:");
    }

    private static double mib(long pid, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB;
            }
        }
        throw new IOException("process " + pid + " has no " + name);
    }

    /// Time in user mode and in the kernel, which stand side by side; the name before them may contain anything.
    private static double times(Path stat, int field) throws IOException {
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        int first = field - 3; // the first field after the name is the third
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
    }
}
