package community.kith.node.api;

import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// The devices that speak for my passport.
///
/// Whatever needs the passport's key is refused where this device does not have it, with what to do instead.
public interface OwnDevices {
    /// All of them, the oldest first; revoked ones at the end.
    List<DeviceInfo> all() throws IOException;

    /// @throws NotFoundException when no device of mine has that id
    DeviceInfo rename(PeerId device, String name) throws IOException;

    /// Takes a device its rights, for good, and tells everybody who can be reached.
    ///
    /// @param last the last entry of its log that still counts; all that is known here without it
    /// @throws RefusedException when this device does not have the passport's key
    DeviceInfo revoke(PeerId device, OptionalLong last) throws IOException;

    /// Says which branch of a forked log counts.
    ///
    /// @param branch an entry of it
    /// @throws RefusedException when this device does not have the passport's key
    DeviceInfo settle(PeerId device, Cid branch) throws IOException;

    /// Proves that an entry stands in the log of this device, by a checkpoint that people cosigned.
    ///
    /// @param entry its number; the last one that has a checkpoint without it
    /// @throws NotFoundException when no checkpoint has it yet
    Trace trace(OptionalLong entry) throws IOException;

    /// A ticket with which one more device can ask to be mine, once.
    ///
    /// @throws RefusedException when this device does not have the passport's key
    DeviceTicket invite(Duration validFor) throws IOException;

    /// Devices that showed a ticket and wait for my word.
    List<JoiningDevice> joining();

    /// Lets a waiting device be mine, once its words were compared.
    ///
    /// @throws NotFoundException when none waits with that id
    DeviceInfo admit(PeerId device) throws IOException;

    /// Sends a waiting device away.
    ///
    /// @throws NotFoundException when none waits with that id
    void turnAway(PeerId device) throws IOException;
}
