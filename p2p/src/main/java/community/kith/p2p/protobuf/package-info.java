/// The little of Protocol Buffers that libp2p's messages need: numbers and byte strings, read without trust.
package community.kith.p2p.protobuf;
