package community.kith.node.api;

import community.kith.base.name.PeerId;
import java.util.List;

/// That a device of mine wrote something down, for others to verify offline.
///
/// @param sequence the entry's number in the log
/// @param size how many entries the checkpoint is of
/// @param says what kind of thing the entry is
/// @param entry the entry's bytes in base64
/// @param proof in the format C2SP tlog-proof
public record Trace(PeerId device, long sequence, long size, String says, Keys keys, String entry, String proof) {
    /// Whom to believe.
    ///
    /// @param log with which the device signed the checkpoint
    /// @param witnesses of those who cosigned it
    public record Keys(String log, List<String> witnesses) {
        public Keys {
            witnesses = List.copyOf(witnesses);
        }
    }
}
