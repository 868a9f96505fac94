/// multistream-select: two ends of a channel agree on what they will speak over it.
package community.kith.p2p.negotiate;
