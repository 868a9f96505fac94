/// Many streams over one channel: yamux, with blocking streams and windows that grow to what the path can carry.
///
/// Read [YamuxSession][community.kith.p2p.muxer.YamuxSession] first.
package community.kith.p2p.muxer;
