/// Where held bytes count, how much each layer may have, and what goes when room runs short. Read [Layer] first, then
/// [EvictionDecider].
package community.kith.community.layer;
