/// What happened, for whoever watches. [EventFeed] is all there is.
package community.kith.node.event;
