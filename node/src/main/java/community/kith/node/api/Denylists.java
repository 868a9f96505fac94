package community.kith.node.api;

import community.kith.base.name.Did;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Signed lists of what a node neither takes from others, nor gives to them, nor announces. Errors are those of [Kith].
public interface Denylists {
    /// Those I publish and those I follow, without their entries.
    List<DenylistInfo> all() throws IOException;

    /// Begins a list of mine.
    DenylistInfo create(String name) throws IOException;

    /// Adds an entry to a list of mine, signed anew: a CID, or all blobs that a link names.
    DenylistInfo add(String name, String linkOrCid, String reason) throws IOException;

    /// Takes an entry out of a list of mine.
    DenylistInfo remove(String name, String linkOrCid) throws IOException;

    /// A list with its entries.
    DenylistInfo show(Did publisher, String name) throws IOException;

    /// Follows a list of somebody in my book from now on.
    DenylistInfo subscribe(Did publisher, String name) throws IOException;

    /// Follows the list of which this is a signed edition.
    DenylistInfo subscribe(byte[] signed) throws IOException;

    /// Follows a list no longer, or withdraws one of mine here.
    void unsubscribe(Did publisher, String name) throws IOException;

    /// The signed edition that is here.
    byte[] export(Did publisher, String name) throws IOException;

    /// What was denied and how often: here, or at the node of somebody in my book.
    List<DenialUse> log(Optional<Did> of) throws IOException;
}
