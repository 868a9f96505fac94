package community.kith.bench.side;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalInt;

/// How a run is to be done.
///
/// @param checkout the root folder of Kith's sources
/// @param mib how much is carried, when it is not the usual amount
/// @param runs how often, when it is not the usual number
/// @param progress for people who wait
public record Plan(Path checkout, OptionalInt mib, OptionalInt runs, PrintStream progress) {
    void say(String what) {
        progress.println("bench: " + what);
    }
}
