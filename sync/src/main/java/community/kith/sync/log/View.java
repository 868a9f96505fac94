package community.kith.sync.log;

/// What replaying entries yields: a table, an index, a document. It keeps nothing that entries do not say, so it can be
/// thrown
/// away and made again, to the same bytes.
///
/// What it shows may depend on the steps and on their order, and on nothing else: no clock, no chance, no order of
/// arrival.
public interface View<F> {
    /// Forgets everything.
    void clear();

    /// Takes one step. Steps come in [Entry#ORDER].
    void apply(Step<F> step);

    /// Whether its result is the same in whatever order steps come, so that a late one does not make it begin again.
    default boolean isOrderless() {
        return false;
    }
}
