package community.kith.p2p.reach;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.relay.CircuitLimit;
import community.kith.p2p.relay.RelayLimits;
import community.kith.p2p.relay.RelayPolicy;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// How a host goes about being reached.
///
/// @param key the host's own, which signs vouchers
/// @param helpers whose relays we use, and for whom we relay
/// @param router whether the house's router may be asked for open ports
/// @param confirmations how many peers must have dialled an address before it counts as reachable
/// @param random for nonces
/// @param clock for leases and terms
public record ReachOptions(
        SigningKey key,
        Helpers helpers,
        AskRouter router,
        int confirmations,
        RandomGenerator random,
        InstantSource clock) {
    /// More than three, as the AutoNAT specification suggests.
    private static final int CONFIRMATIONS = 4;

    /// Who helps whom.
    ///
    /// @param relays where we may be relayed, the preferred first; asked again and again. Each ends in the relay's
    /// name,
    ///     and may be nothing else
    /// @param policy for whom we relay
    /// @param limits how much in all
    public record Helpers(Supplier<List<Multiaddr>> relays, RelayPolicy policy, RelayLimits limits) {}

    /// Whether to speak to the router.
    public enum AskRouter {
        YES,
        NO
    }

    /// Uses `relays`, relays for those whom `policy` names, and asks the router.
    public static ReachOptions of(
            SigningKey key,
            Supplier<List<Multiaddr>> relays,
            RelayPolicy policy,
            RandomGenerator random,
            InstantSource clock) {
        return new ReachOptions(
                key, new Helpers(relays, policy, RelayLimits.DEFAULT), AskRouter.YES, CONFIRMATIONS, random, clock);
    }

    /// Relays for anybody and is relayed nowhere: a public relay with the limits that strangers get.
    public static ReachOptions publicRelay(SigningKey key, RandomGenerator random, InstantSource clock) {
        return of(key, List::of, RelayPolicy.everybody(CircuitLimit.SHORT), random, clock)
                .with(AskRouter.NO);
    }

    /// The same with or without the router.
    public ReachOptions with(AskRouter other) {
        return new ReachOptions(key, helpers, other, confirmations, random, clock);
    }

    /// The same with fewer or more witnesses.
    public ReachOptions withConfirmations(int other) {
        return new ReachOptions(key, helpers, router, other, random, clock);
    }
}
