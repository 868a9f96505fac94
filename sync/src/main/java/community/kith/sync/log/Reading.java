package community.kith.sync.log;

/// What an entry says to a node that knows certain types.
///
/// Whatever it says, the entry stays in its log, and is passed on: positions and links must not depend on which version
/// of
/// the program a node runs.
public sealed interface Reading<F> {
    /// It says this.
    record Understood<F>(F fact) implements Reading<F> {}

    /// Its type is one that this node does not know, perhaps of a newer version. It has no effect here.
    record Unknown<F>(String type) implements Reading<F> {}

    /// It breaks the rule of its type, so it has no effect anywhere.
    record Faulty<F>(String reason) implements Reading<F> {}
}
