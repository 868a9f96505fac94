package community.kith.node.replication;

import community.kith.community.placement.Standing;

/// What was found out about a stripe.
///
/// @param receipts rows that somebody else than me signed for and that can be counted on
record Assessment(StoredStripe stripe, Standing standing, int receipts) {}
