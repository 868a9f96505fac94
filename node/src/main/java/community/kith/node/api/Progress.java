package community.kith.node.api;

/// Told how far a long call has come. Called from several threads, often; must return at once.
@FunctionalInterface
public interface Progress {
    Progress NONE = (phase, doneBytes, totalBytes) -> {};

    /// Takes note of how far it is.
    ///
    /// @param phase a word for what is being done now, such as `sealing` or `waiting for holders`
    /// @param totalBytes how much there is in all, or −1 when nobody knows yet
    void at(String phase, long doneBytes, long totalBytes);
}
