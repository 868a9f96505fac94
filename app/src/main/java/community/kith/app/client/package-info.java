/// A running node, spoken to over its HTTP API. [RemoteKith] is the node as a command sees it, [Json] the words both
/// sides use.
package community.kith.app.client;
