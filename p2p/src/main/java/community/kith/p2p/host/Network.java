package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.Link;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A host as those see it who care about connections and not only about peers: relays, hole punching, diagnosis.
public interface Network extends Host {

    /// Serves a protocol whose handler sees over which connection a stream came.
    void accept(String protocol, ConnectionHandler handler);

    /// Every live connection.
    List<Connection> connections();

    /// The live connections to a peer, the best first.
    List<Connection> connections(PeerId peer);

    /// Adds a way to dial.
    void add(Transport transport);

    /// Dials an address even when a connection to its peer exists.
    Connection dial(Multiaddr address) throws IOException;

    /// Sends one meaningless packet to a QUIC address, from the port that QUIC listens on: it opens the way back
    /// through
    /// our router. Dials go out from that port too.
    void punch(Multiaddr address) throws IOException;

    /// Makes a link a connection: secures it, as the end that dialled or the end that was dialled, and enters it. Who
    /// is not `expected` is turned away.
    Connection secure(Link link, Direction as, Optional<PeerId> expected) throws IOException;

    /// Secures a link as the end that dialled, without entering it: for transports of ours.
    Secured upgrade(Link link, Optional<PeerId> expected) throws IOException;

    /// Where this host itself listens, without what [#announce(String, List)] added; each ends in `/p2p/ID`.
    List<Multiaddr> listening();

    /// More addresses to tell others, such as what a router maps to us; they replace what that source said before.
    void announce(String source, List<Multiaddr> addresses);
}
