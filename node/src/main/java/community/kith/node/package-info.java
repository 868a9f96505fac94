/// The drivers of a family node. [Node] is where network, store and community meet; doors speak to it through
/// [community.kith.node.api.Kith].
package community.kith.node;
