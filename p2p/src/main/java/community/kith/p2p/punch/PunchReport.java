package community.kith.p2p.punch;

import community.kith.base.name.PeerId;
import java.time.Instant;

/// How the last attempt to get rid of the relay to a peer went.
///
/// @param tries how often both ends tried at once; 0 when it did not come to that
/// @param detail what failed, for people to read; empty on success
public record PunchReport(PeerId peer, Instant at, Outcome outcome, int tries, String detail) {

    /// What came of it.
    public enum Outcome {
        /// The peer has a public address and was simply dialled.
        DIALLED,
        /// Both routers were opened.
        PUNCHED,
        /// Nobody has told us where we come from.
        NO_OWN_ADDRESS,
        /// The peer does not know where it comes from.
        NO_PEER_ADDRESS,
        /// Both tried, and nothing got through.
        UNANSWERED,
        /// The peer does not speak the protocol, or not to the end.
        BROKEN_OFF
    }

    /// Whether a straight connection came of it.
    public boolean worked() {
        return outcome == Outcome.DIALLED || outcome == Outcome.PUNCHED;
    }
}
