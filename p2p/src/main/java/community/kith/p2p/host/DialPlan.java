package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.transport.Scope;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// In what order to try a peer's addresses, and how long after the start of the race each may set out, when none before
/// it has failed or answered yet.
///
/// The near before the far, straight before through a relay, QUIC before TCP (except within one machine), and IPv6
/// before IPv4 with the families
/// taking turns (RFC 8305). Steps between near addresses are short, since a near peer answers at once.
final class DialPlan {
    private static final Duration NEAR_STEP = Duration.ofMillis(50);
    private static final Duration FAR_STEP = Duration.ofMillis(250);
    private static final int MAX_STARTS = 16;

    private static final Comparator<Multiaddr> BEST_FIRST =
            Comparator.comparing(DialPlan::isRelayed).thenComparing(Scope::of).thenComparing(DialPlan::isSecondChoice);

    /// One address, and how long after the one before it.
    record Start(Multiaddr address, Duration after) {}

    private DialPlan() {}

    /// A plan for those addresses that some transport can dial.
    static List<Start> of(List<Multiaddr> addresses, Predicate<Multiaddr> dialable) {
        List<Multiaddr> left = new ArrayList<>(
                addresses.stream().filter(dialable).sorted(BEST_FIRST).toList());
        List<Start> plan = new ArrayList<>();
        boolean wantIp6 = true;
        while (!left.isEmpty() && plan.size() < MAX_STARTS) {
            Multiaddr next = nextOf(left, wantIp6);
            left.remove(next);
            wantIp6 = !isIp6(next);
            plan.add(new Start(next, plan.isEmpty() ? Duration.ZERO : step(next)));
        }
        return List.copyOf(plan);
    }

    /// The first of the best rank, of the wanted family if the rank has one.
    private static Multiaddr nextOf(List<Multiaddr> left, boolean wantIp6) {
        Multiaddr best = left.getFirst();
        return left.stream()
                .filter(address -> BEST_FIRST.compare(address, best) == 0)
                .filter(address -> isIp6(address) == wantIp6)
                .findFirst()
                .orElse(best);
    }

    private static Duration step(Multiaddr address) {
        return !isRelayed(address) && Scope.of(address) != Scope.PUBLIC ? NEAR_STEP : FAR_STEP;
    }

    /// Within one machine nothing is lost and nothing translates addresses, and TCP costs a fraction there.
    private static boolean isSecondChoice(Multiaddr address) {
        boolean quic = address.quicAddress().isPresent();
        return Scope.of(address) == Scope.LOOPBACK ? quic : !quic;
    }

    private static boolean isRelayed(Multiaddr address) {
        return address.relay().isPresent();
    }

    private static boolean isIp6(Multiaddr address) {
        return address.ip().filter(Inet6Address.class::isInstance).isPresent();
    }
}
