/// TCP: sockets that know how long a handshake may take.
package community.kith.p2p.transport;
