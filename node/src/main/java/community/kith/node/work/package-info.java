/// Doing several things at once and waiting for all of them.
package community.kith.node.work;
