/// Kith's p2p and js-libp2p talk to each other, each in both roles.
package community.kith.interop.libp2p;
