package community.kith.sync.log;

import community.kith.base.bytes.Ipld;
import java.net.ProtocolException;
import java.util.Optional;

/// One type of entry: its name, the form of its body, and the rule that every receiver applies. It looks at nothing but
/// the
/// entry, so every node comes to the same verdict; what depends on other entries (was the author a member then?) is for
/// the
/// [View] to say.
///
/// @param <F> the sealed family of facts that bodies are read to
public interface EntryType<F> {
    /// Words of lower-case letters, digits and hyphens with points between, such as `bond` or `device.revoked`.
    String name();

    /// Reads a body, strictly.
    ///
    /// @throws ProtocolException when it has another form than bodies of this type
    F read(Ipld.Fields body) throws ProtocolException;

    /// Why an entry with this body means nothing though its form is right, such as that it is about somebody else's
    /// device.
    default Optional<String> fault(Entry entry, F fact) {
        return Optional.empty();
    }
}
