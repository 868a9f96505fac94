package community.kith.community.placement;

/// How one segment stands.
///
/// @param survival what the shards that were signed for survive
/// @param missingHolders how many more holders, each in a failure domain of its own, make it durable; 0 when it is
public record Standing(Tier tier, Survival survival, int missingHolders) {}
