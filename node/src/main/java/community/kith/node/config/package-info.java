/// What the owner of a node may set.
package community.kith.node.config;
