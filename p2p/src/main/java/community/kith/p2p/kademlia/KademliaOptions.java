package community.kith.p2p.kademlia;

import java.util.List;
import java.util.Map;

/// How a node takes part.
///
/// @param overlays the networks it is in, each with a table of its own; the first is asked first
/// @param mode whether it answers others
/// @param validators what records it keeps, by namespace, beside public keys under `/pk/`
/// @param lookup how it searches
/// @param capacity what it keeps
/// @param timing how long it waits, and how often it does things
public record KademliaOptions(
        List<Overlay> overlays,
        Mode mode,
        Map<String, Validator> validators,
        LookupLimits lookup,
        Capacity capacity,
        Timing timing) {

    /// Kith's network, with libp2p's numbers, over two disjoint paths.
    public static final KademliaOptions DEFAULT = new KademliaOptions(
            List.of(Overlay.KITH),
            Mode.CLIENT,
            Map.of(),
            LookupLimits.DEFAULT.withPaths(2),
            Capacity.DEFAULT,
            Timing.DEFAULT);

    /// What a node keeps and bears.
    ///
    /// @param burst how many questions one peer may ask at once
    /// @param perSecond how many it may ask in the long run
    public record Capacity(TableLimits table, StoreLimits stores, int burst, int perSecond) {
        /// 2000 questions at once and 100 a second after that, since those who provide much ask in bursts.
        public static final Capacity DEFAULT = new Capacity(TableLimits.DEFAULT, StoreLimits.DEFAULT, 2_000, 100);
    }

    public KademliaOptions {
        overlays = List.copyOf(overlays);
        validators = Map.copyOf(validators);
    }

    /// The same in other networks.
    public KademliaOptions withOverlays(Overlay... others) {
        return new KademliaOptions(List.of(others), mode, validators, lookup, capacity, timing);
    }

    /// The same in another mode.
    public KademliaOptions withMode(Mode other) {
        return new KademliaOptions(overlays, other, validators, lookup, capacity, timing);
    }

    /// The same with other records.
    public KademliaOptions withValidators(Map<String, Validator> others) {
        return new KademliaOptions(overlays, mode, others, lookup, capacity, timing);
    }

    /// The same with another way to search.
    public KademliaOptions withLookup(LookupLimits other) {
        return new KademliaOptions(overlays, mode, validators, other, capacity, timing);
    }

    /// The same with other bounds.
    public KademliaOptions withCapacity(Capacity other) {
        return new KademliaOptions(overlays, mode, validators, lookup, other, timing);
    }

    /// The same with other times.
    public KademliaOptions withTiming(Timing other) {
        return new KademliaOptions(overlays, mode, validators, lookup, capacity, other);
    }
}
