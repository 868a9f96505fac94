/// Where people's devices are, when they move: what they say of themselves, on every way that it reaches us.
///
/// Read [Whereabouts][community.kith.node.whereabouts.Whereabouts] first, which decides what is believed;
/// [Search][community.kith.node.whereabouts.Search] asks and tells others.
package community.kith.node.whereabouts;
