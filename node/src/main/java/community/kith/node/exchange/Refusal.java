package community.kith.node.exchange;

import java.util.Arrays;
import java.util.Locale;

/// A holder's no, and why.
///
/// @param reason one plain clause for people
public record Refusal(Code code, String reason) {
    /// What kind of no.
    public enum Code {
        /// The content is not for the one who asks, or not for this holder to keep.
        REACH,
        /// What was pledged is used up.
        QUOTA,
        /// This holder keeps no such content, whoever asks.
        DENYLIST,
        /// The right that was shown does not allow it.
        RIGHT,
        /// The visitor did not prove who they are.
        IDENTITY,
        /// Too much at once; later it may work.
        BUSY,
        /// There is no room on the disk, or it fails.
        DISK,
        /// The bytes were not those that the CID names.
        HASH,
        /// The visitor broke the protocol; the session ends.
        PROTOCOL,
        /// A code that this version does not know.
        OTHER;

        /// The word on the wire.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Code labelled(String label) {
            return Arrays.stream(values())
                    .filter(code -> code.label().equals(label))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    public Refusal {
        if (reason.length() > ShardProtocol.MAX_REASON_CHARS) {
            reason = reason.substring(0, ShardProtocol.MAX_REASON_CHARS - 1) + "…";
        }
    }

    @Override
    public String toString() {
        return "refused (" + code.label() + "): " + reason;
    }
}
