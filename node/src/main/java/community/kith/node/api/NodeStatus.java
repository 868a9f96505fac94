package community.kith.node.api;

import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// The node at a glance.
///
/// @param heldForOthersBytes layer *reciprocal*: what I keep for people in my book, exact
/// @param ownBytes layer *sovereign*: what I keep of my own
/// @param pledgedBytes what I promised people in all
/// @param diskFreeBytes what the disk still takes
/// @param layers where held bytes count, the highest layer first, and last the cache; each blob counts once
/// @param shortOfDurable how many of my files are not durable now
public record NodeStatus(
        String version,
        String name,
        Did passport,
        PeerId peerId,
        List<Multiaddr> addresses,
        Duration uptime,
        int people,
        int peopleOnline,
        long ownBytes,
        long heldForOthersBytes,
        long pledgedBytes,
        long diskFreeBytes,
        int files,
        int shortOfDurable,
        List<LayerUse> layers,
        List<Problem> problems) {
    public NodeStatus {
        addresses = List.copyOf(addresses);
        layers = List.copyOf(layers);
        problems = List.copyOf(problems);
    }

    /// One layer.
    ///
    /// @param layer `sovereign`, `reciprocal`, `invested` or `gift`; `cache` for what was fetched to be read and may go
    /// at
    ///     any time
    /// @param blobs how many distinct blobs
    /// @param budgetBytes what it may have; empty where only the disk bounds it
    public record LayerUse(String layer, long usedBytes, long blobs, OptionalLong budgetBytes) {}

    /// Something that is wrong now, and what to do about it.
    public record Problem(String what, String cause, String nextStep) {}
}
