package community.kith.p2p.security;

import community.kith.base.name.PeerId;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// One protocol that turns a connection nobody vouches for into a channel between two proven peers.
///
/// One object serves any number of connections of one host.
public interface Handshake {

    /// The two byte streams of a connection, and how to drop it.
    record Wire(InputStream in, OutputStream out, Closeable connection) {}

    /// What came of a handshake: the channel, who is there, and the muxer if one was agreed on early.
    record Outcome(SecureChannel channel, PeerId peer, Optional<String> muxer) {}

    /// Its name in multistream-select.
    String protocol();

    /// Speaks first, as the end that dialled, with whoever is there or only with `expected`.
    Outcome initiate(Wire wire, Optional<PeerId> expected) throws IOException;

    /// Speaks second, as the end that was dialled.
    Outcome respond(Wire wire) throws IOException;
}
