package community.kith.p2p.relay;

import community.kith.base.name.PeerId;
import java.util.Optional;

/// For whom the owner of a relay relays, and how much. Asked often, so it answers from memory.
public interface RelayPolicy {
    /// Relays for nobody.
    RelayPolicy NOBODY = new RelayPolicy() {
        @Override
        public Optional<CircuitLimit> reserve(PeerId peer) {
            return Optional.empty();
        }

        @Override
        public Optional<CircuitLimit> connect(PeerId caller, PeerId target) {
            return Optional.empty();
        }
    };

    /// What those who call the peer through us will be granted at most; empty when we do not relay for it.
    Optional<CircuitLimit> reserve(PeerId peer);

    /// What a call to a peer that reserved is granted; empty when the caller may not use us.
    Optional<CircuitLimit> connect(PeerId caller, PeerId target);

    /// Relays for whoever asks, each call within `limit`.
    static RelayPolicy everybody(CircuitLimit limit) {
        return new RelayPolicy() {
            @Override
            public Optional<CircuitLimit> reserve(PeerId peer) {
                return Optional.of(limit);
            }

            @Override
            public Optional<CircuitLimit> connect(PeerId caller, PeerId target) {
                return Optional.of(limit);
            }
        };
    }
}
