/// What was fetched to be read and is kept for another time, within a budget of its own: [BlockCache].
package community.kith.node.cache;
