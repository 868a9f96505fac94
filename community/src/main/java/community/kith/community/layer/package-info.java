/// Where held bytes count, how much each layer may have, what goes when room runs short, and what leaves the cache of
/// what was
/// read ([CacheDecider]). Read [Layer] first, then
/// [EvictionDecider].
package community.kith.community.layer;
