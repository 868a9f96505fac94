package community.kith.node;

import community.kith.base.name.PeerId;
import community.kith.node.api.Check;
import community.kith.node.api.PeerPath;
import java.util.List;
import java.util.Optional;

/// Knows which way each peer is reached, and why not a better one.
public interface Paths {
    /// Where there is no telling.
    Paths UNKNOWN = new Paths() {
        @Override
        public Optional<PeerPath> to(PeerId peer) {
            return Optional.empty();
        }

        @Override
        public List<Check> checks() {
            return List.of();
        }
    };

    /// The way to a peer that is connected now.
    Optional<PeerPath> to(PeerId peer);

    /// How this node is reached itself.
    List<Check> checks();
}
