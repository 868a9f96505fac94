package community.kith.bench.figure;

/// Who we are compared with.
public sealed interface Peer {
    String name();

    /// One that was measured in the same run.
    record Measured(String name, Samples samples) implements Peer {}

    /// One that could not be had on this machine: there is no figure of it, and no ratio.
    record Absent(String name) implements Peer {}
}
