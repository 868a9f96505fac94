package community.kith.node.exchange;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// What this node neither takes from others, nor gives to them, nor announces, and by whose word.
///
/// It is about others only: what is mine is never deleted for it, and goes to and from my own devices all the same.
public interface Denials {
    /// What is being refused.
    enum Action {
        /// To take a blob in for somebody.
        ACCEPT,
        /// To give one, or proof of one.
        SERVE,
        /// To tell everybody that it is here.
        ANNOUNCE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Why these bytes are denied; empty when they are not.
    ///
    /// @throws IOException when there is a list that cannot be read: then nothing is served rather than what it denies
    Optional<Denial> denied(Cid cid) throws IOException;

    /// Writes down that a denial was acted on.
    default void used(Cid cid, Denial denial, Action action) throws IOException {}

    /// The latest edition of a list that this node publishes or subscribes to, if it is later than that one.
    default Optional<byte[]> edition(Did publisher, String name, long after) throws IOException {
        return Optional.empty();
    }

    /// What was denied here and how often, for whoever has a bond with me; encoded as in `docs/spec/denylist.md`.
    default Optional<byte[]> record() throws IOException {
        return Optional.empty();
    }

    /// Somebody's word against some bytes.
    ///
    /// @param publisher empty for the file that the owner of this node writes by hand
    /// @param list what the list is called
    record Denial(Optional<Did> publisher, String list, String reason) {
        /// What a visitor is told.
        Refusal refusal() {
            String whose = publisher
                    .map(did -> " (denylist “" + list + "” of " + did + ")")
                    .orElse("");
            return new Refusal(Refusal.Code.DENYLIST, reason + whose);
        }
    }
}
