package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// One peer of a network: it is known by a key, listens, dials, and speaks protocols over streams.
///
/// Every call blocks; call it from a virtual thread. A peer that cannot be reached, or breaks the rules, is an
/// [IOException] that names the peer and what was tried.
public interface Host extends AutoCloseable {

    /// The name others know this host by, derived from its key.
    PeerId id();

    /// Where this host really listens: ports resolved, each ending in `/p2p/ID`.
    List<Multiaddr> addresses();

    /// Remembers where a peer may be found. The book is bounded; the peers longest unused go first.
    void learn(PeerId peer, Collection<Multiaddr> addresses);

    /// What the address book holds for a peer, the latest learned first.
    List<Multiaddr> addressesOf(PeerId peer);

    /// Dials an address and returns who answered; one that ends in `/p2p/ID` accepts no other peer.
    PeerId connect(Multiaddr address) throws IOException;

    /// Opens a stream that speaks `protocol`, over a connection that exists or a new one to an address in the book.
    ///
    /// @throws java.net.ConnectException when the peer cannot be reached; suppressed are the causes, one per address
    /// @throws UnsupportedProtocolException when the peer answers, and does not speak the protocol
    Stream open(PeerId peer, String protocol) throws IOException;

    /// Serves a protocol: each incoming stream runs `handler` on a virtual thread of its own.
    void accept(String protocol, StreamHandler handler);

    /// Serves a protocol no longer; streams that are open go on.
    void ignore(String protocol);

    /// Tells a watcher of peers that come and go, from now on.
    void watch(PeerWatcher watcher);

    /// What a connected peer says it speaks; empty before it said so.
    Set<String> protocolsOf(PeerId peer);

    /// The peers with a live connection now.
    Set<PeerId> connected();

    /// How long 32 bytes take to the peer and back.
    Duration ping(PeerId peer) throws IOException;

    /// Keeps a peer's connections when others have to make room, and grants it more streams than a stranger.
    void protect(PeerId peer);

    /// Ends what [#protect(PeerId)] began.
    void unprotect(PeerId peer);

    /// Closes every connection to the peer; its streams fail.
    void disconnect(PeerId peer);

    /// Says goodbye to every peer, closes connections and listeners, and waits for what ran. Idempotent.
    @Override
    void close();
}
