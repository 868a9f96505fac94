/// What each layer has and may have on this disk, and how it is brought back within its budget. Read [Uses] first.
package community.kith.node.layer;
