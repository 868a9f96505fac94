/// A year in a town of thousands, with the real deciders and imagined bytes: how much is lost, how much repair moves.
/// Begin with [Year].
package community.kith.sim.year;
