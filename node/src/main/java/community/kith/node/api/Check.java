package community.kith.node.api;

/// One self-check of `doctor`.
///
/// @param detail what was found, or the cause when it is not well
/// @param nextStep what to do when it is not well; empty otherwise
public record Check(String name, Outcome outcome, String detail, String nextStep) {
    public enum Outcome {
        WELL,
        WARNING,
        FAILED
    }
}
