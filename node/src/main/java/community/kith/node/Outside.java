package community.kith.node;

import community.kith.node.people.People;
import community.kith.node.replication.Directory;
import community.kith.p2p.host.Host;
import java.util.List;

/// All that lies between a node and others.
///
/// @param host listening already; closed with the node
/// @param people my book, in the node's own ledger
/// @param directory who has what of the commons
/// @param paths which way peers are reached
/// @param upkeep what has to be looked after; closed with the node, before the host
public record Outside(Host host, People people, Directory directory, Paths paths, List<Upkeep> upkeep) {
    public Outside {
        upkeep = List.copyOf(upkeep);
    }

    /// A host and a book, and nothing that leads further.
    public static Outside of(Host host, People people) {
        return new Outside(host, people, Directory.EMPTY, Paths.UNKNOWN, List.of());
    }
}
