package community.kith.node.api;

import community.kith.base.name.Did;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Who can give me my passport back, and whose passport I can give back. Errors are those of [Kith].
public interface Guardians {
    /// Those I chose, and how it stands with each.
    Circle circle() throws IOException;

    /// Chooses them, anew if need be: everybody gets a new share, and old ones are deleted as soon as enough have
    /// theirs. Those who are away get theirs when they come.
    ///
    /// @param need how many of them it takes
    /// @param waiting how long each waits between approving and giving
    /// @throws RefusedException when the passport's key is not on this device
    Circle choose(List<Did> who, int need, Duration waiting) throws IOException;

    /// Has every guardian prove that they have their share now.
    Circle drill() throws IOException;

    /// Those who chose me.
    List<Ward> wards() throws IOException;

    /// Requests to recover a passport: mine, or that of somebody I know.
    List<Petition> petitions() throws IOException;

    /// Says that I have spoken with the person, and that the words they read to me belong to this request. After the
    /// wait my share is given out.
    ///
    /// @param id of the request, or its last six characters or more
    /// @param words that stand on the screen of the machine that asks
    /// @throws RefusedException when the words belong to another request, or it has ended
    Petition approve(String id, String words) throws IOException;

    /// Ends a request: for me as a guardian, and for everybody when it is about my own passport.
    Petition refuse(String id) throws IOException;

    /// What would be, were this device gone tomorrow.
    Tomorrow tomorrow() throws IOException;
}
