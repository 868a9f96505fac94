/// Peers as processes of their own, in a small internet of network namespaces with real routers in between. Needs root,
/// `ip` and `nft`; nothing leaves the namespaces, and each test takes its own away again.
package community.kith.interop.netns;
