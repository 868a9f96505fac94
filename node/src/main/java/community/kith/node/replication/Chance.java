package community.kith.node.replication;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Time and entropy, handed in so that a simulation can decide both.
///
/// @param entropy unpredictable to others, as `SecureRandom` is, wherever keys are made for real
public record Chance(InstantSource clock, RandomGenerator entropy) {}
