package community.kith.node.api;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/// What a doorway does for peers that look for each other: it keeps what each says of itself, and tells whoever asks.
/// Nobody needs to show who they are; a record proves itself.
public interface Signals {
    /// Keeps nothing.
    Signals NONE = new Signals() {
        @Override
        public Optional<Signal> find(PeerId peer, InetAddress asker) {
            return Optional.empty();
        }

        @Override
        public Signal announce(byte[] sealed, InetAddress from) throws RefusedException {
            throw new RefusedException("this node keeps no signals");
        }
    };

    /// What a peer last said, if it said so lately and some of its addresses mean something where the asker is.
    Optional<Signal> find(PeerId peer, InetAddress asker);

    /// Takes a peer's word: a libp2p signed envelope with a peer record.
    ///
    /// @throws RefusedException when it is no newer than what is known, or the board has no room for it
    /// @throws IllegalArgumentException when it is no such envelope, or has no address that means anything from there
    Signal announce(byte[] sealed, InetAddress from) throws IOException;
}
