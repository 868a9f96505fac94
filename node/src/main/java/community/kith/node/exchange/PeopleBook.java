package community.kith.node.exchange;

import community.kith.base.name.Did;
import community.kith.community.trust.Bond;
import community.kith.community.trust.TrustGraph;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The people this node knows, as far as the exchange needs them. Asked at every request, so it should answer from
/// memory or
/// a quick table; what it says counts from the next request on.
public interface PeopleBook {
    /// My own bonds: verified, and not ended.
    Collection<Bond> bonds() throws IOException;

    /// The graph of those bonds.
    default TrustGraph graph() throws IOException {
        return new TrustGraph(bonds());
    }

    /// How many bytes of this disk somebody may use; 0 when nothing was promised.
    long pledgeFor(Did person) throws IOException;

    /// Those who count as one when it comes to limits: a person, and whom I know to live with them.
    default Collection<Did> household(Did person) throws IOException {
        return List.of(person);
    }

    /// Whether an owner lets somebody read what is theirs: by a grant that was brought here, has not ended, and was not
    /// taken back as far as is known here.
    default boolean letsRead(Did owner, Did reader, Instant now) throws IOException {
        return false;
    }

    /// Whether there is a bond between me and this person.
    boolean bondedWith(Did person) throws IOException;
}
