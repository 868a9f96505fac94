/// ping: is the peer there, and how far away.
package community.kith.p2p.ping;
