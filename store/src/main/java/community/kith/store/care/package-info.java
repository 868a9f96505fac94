/// What somebody needs to look after shards whose content they cannot read: which belong together, who has them, and
/// questions whose answers are known. Start with [StripeList].
///
/// The bytes are described in `docs/spec/stripe-list.md`.
package community.kith.store.care;
