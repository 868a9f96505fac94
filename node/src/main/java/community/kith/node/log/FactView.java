package community.kith.node.log;

import community.kith.base.bytes.Ipld;
import community.kith.community.fact.Fact;
import community.kith.sync.log.View;

/// A view of facts in tables of the ledger. To add one: make its tables in a migration (`shown_…`), write what each
/// fact
/// does to them, and list it in [Journal]'s construction; it is made anew at every start, and `kith doctor` compares
/// what it shows with what comes of making it again.
///
/// `apply` and `clear` run in a transaction. What fails there is an [java.io.UncheckedIOException].
public interface FactView extends View<Fact> {
    /// What messages call it.
    String name();

    /// All that it shows, in one canonical form.
    Ipld content();
}
