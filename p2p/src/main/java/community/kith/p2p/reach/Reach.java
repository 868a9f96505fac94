package community.kith.p2p.reach;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.autonat.Verdicts.Verdict;
import community.kith.p2p.host.Path;
import community.kith.p2p.portmap.PortMapState;
import community.kith.p2p.relay.RelaySlot;
import java.time.Duration;
import java.util.List;

/// How others reach us and we them, as of now.
///
/// @param outlook in one word
/// @param reason why it is not better, for people to read; empty when it could not be
/// @param own our outside addresses and what is known of them
/// @param router what kind of router we are behind
/// @param mapping what the router was asked for
/// @param relays at which relays we are reached
/// @param relayed how many calls of others we carry now
/// @param peers the way to each connected peer
public record Reach(
        Outlook outlook,
        String reason,
        List<Own> own,
        RouterKind router,
        PortMapState mapping,
        List<RelaySlot> relays,
        int relayed,
        List<Way> peers) {

    /// Who can reach us.
    public enum Outlook {
        /// Everybody, straight.
        PUBLIC,
        /// Whoever goes through a relay, and perhaps straight after that.
        THROUGH_RELAYS,
        /// Only those whom we call.
        OUTGOING_ONLY,
        /// Nothing is known yet.
        UNKNOWN
    }

    /// An address of ours as the world sees it.
    ///
    /// @param source who says so: `listening`, `router` or `observed`
    public record Own(Multiaddr address, String source, Verdict verdict) {}

    /// The way to a peer.
    ///
    /// @param roundTrip zero while not measured
    /// @param whyNotBetter why it is not a straight one, for people to read; empty where it is
    public record Way(PeerId peer, Path path, Multiaddr remote, Duration roundTrip, String whyNotBetter) {}

    public Reach {
        own = List.copyOf(own);
        relays = List.copyOf(relays);
        peers = List.copyOf(peers);
    }
}
