package community.kith.bench.village;

import community.kith.bench.work.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The most memory a node has had at once.
///
/// @param residentMib as Linux sees it
/// @param heapMib of Java's heap, garbage included
public record Footprint(double residentMib, double heapMib) {
    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->\\d+M\\(\\d+M\\)");

    /// Java options that make a node keep the log which [#of] reads.
    public static String javaOptions(Path log) {
        return "-Xmx256m -XX:+ExitOnOutOfMemoryError -Xlog:gc=info:file=" + log;
    }

    /// Has the node collect once more, so that the log has its end, and reads the peaks.
    ///
    /// @param log where its virtual machine logs
    public static Footprint of(Neighbor node, Path log) throws IOException, InterruptedException {
        double resident = Proc.peakResidentMib(node.pid());
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(node.pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!jcmd.waitFor(1, TimeUnit.MINUTES) || jcmd.exitValue() != 0) {
            throw new IOException("the node with process id " + node.pid() + " is gone");
        }
        return new Footprint(resident, peakHeap(log));
    }

    private static double peakHeap(Path log) throws IOException {
        double peak = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                peak = Math.max(peak, Integer.parseInt(collection.group(1)));
            }
        }
        return peak;
    }
}
