package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.node.exchange.ShardClient;
import community.kith.store.manifest.Link;
import java.io.IOException;
import java.util.List;

/// Whom to ask for what a link names: my people who are there, and for the commons, last, whoever the directory names.
record Sources(Circle circle, Directory directory) {

    /// What is asked, and how.
    record Outlook(Manifests manifests, Shards shards, ShardClient client) {}

    /// My people who are there, best first.
    List<PeerId> near() {
        return circle.online();
    }

    /// Those beyond. A link with a key is never shown to the directory.
    List<PeerId> further(Link link) throws IOException {
        return link.key().isPresent() ? List.of() : directory.providers(link.manifest());
    }
}
