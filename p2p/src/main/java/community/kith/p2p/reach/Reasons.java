package community.kith.p2p.reach;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.portmap.PortMapState;
import community.kith.p2p.punch.PunchReport;
import community.kith.p2p.reach.Reach.Outlook;
import community.kith.p2p.transport.Scope;
import java.util.Optional;

/// Says why a way is not better, in words that help whoever owns the router.
final class Reasons {
    private final RouterKind router;
    private final PortMapState mapping;

    Reasons(RouterKind router, PortMapState mapping) {
        this.router = router;
        this.mapping = mapping;
    }

    String outlook(Outlook outlook) {
        return switch (outlook) {
            case PUBLIC -> "";
            case UNKNOWN -> "no peer on the internet has told us yet where we come from";
            case THROUGH_RELAYS, OUTGOING_ONLY -> behindRouter();
        };
    }

    private String behindRouter() {
        Optional<Multiaddr> inner = mapping.mappings().stream()
                .map(granted -> Multiaddr.of(granted.outside()))
                .filter(outside -> Scope.of(outside) != Scope.PUBLIC)
                .findFirst();
        if (inner.isPresent()) {
            return "the router opened a port, and is itself behind another router: its outer address is "
                    + inner.get().ip().orElseThrow().getHostAddress();
        }
        String ports = switch (router) {
            case OTHER_PORT_FOR_EACH ->
                "we are behind a router that gives every peer another port, so others cannot knock";
            case SAME_PORT_FOR_ALL -> "we are behind a router that lets nobody in unasked";
            case NONE -> "not enough peers have got through to us yet";
            case UNKNOWN -> "not enough peers have told us what our router does";
        };
        return mapping.trouble().isEmpty() ? ports : ports + "; " + mapping.trouble();
    }

    String relayed(Optional<PunchReport> last) {
        if (last.isEmpty()) {
            return "a straight way has not been tried yet";
        }
        PunchReport report = last.get();
        return switch (report.outcome()) {
            case DIALLED, PUNCHED -> "there was a straight way, and it ended";
            case NO_OWN_ADDRESS -> "no peer on the internet has told us yet where we come from";
            case NO_PEER_ADDRESS -> "the other end does not know where it comes from";
            case BROKEN_OFF -> "the other end did not see the attempt through: " + report.detail();
            case UNANSWERED -> unanswered(report.tries());
        };
    }

    private String unanswered(int tries) {
        String tried = "nothing got through in %d tries at once: ".formatted(tries);
        return tried
                + switch (router) {
                    case OTHER_PORT_FOR_EACH -> "our router gives every peer another port";
                    case SAME_PORT_FOR_ALL, NONE ->
                        "the other end's router gives every peer another port, or lets nothing in";
                    case UNKNOWN -> "one of the two routers gives every peer another port, or lets nothing in";
                };
    }
}
