package community.kith.p2p.host;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// Who a host is and how it behaves.
///
/// @param key names the host and proves the name
/// @param listen `/ip4/…/tcp/…` or `/ip6/…/tcp/…`; port 0 lets the system choose; empty for a host that only dials
/// @param agent program and version, told to peers
/// @param limits what to spend on strangers
/// @param random a source fit for keys, as `SecureRandom` is
/// @param clock dates the addresses the host signs
public record HostOptions(
        SigningKey key,
        List<Multiaddr> listen,
        String agent,
        HostLimits limits,
        RandomGenerator random,
        InstantSource clock) {

    public HostOptions {
        listen = List.copyOf(listen);
    }

    /// A host with the default limits, on the system's clock.
    public static HostOptions of(SigningKey key, List<Multiaddr> listen, String agent, RandomGenerator random) {
        return new HostOptions(key, listen, agent, HostLimits.DEFAULT, random, InstantSource.system());
    }

    /// The same with other limits.
    public HostOptions withLimits(HostLimits other) {
        return new HostOptions(key, listen, agent, other, random, clock);
    }
}
