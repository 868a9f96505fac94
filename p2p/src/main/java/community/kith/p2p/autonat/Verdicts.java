package community.kith.p2p.autonat;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Decides which of our addresses others can dial, from what servers say: an address is reachable once enough of them
/// got through and more did than did not, and unreachable once enough did not.
///
/// Each server has one voice per address, its latest, which counts until it is too old. At most [#MAX_ADDRESSES]
/// addresses with [#MAX_VOICES] voices each; the oldest go. Not thread-safe.
public final class Verdicts {
    static final int MAX_ADDRESSES = 32;
    static final int MAX_VOICES = 16;

    private final int enough;
    private final Duration validity;
    private final SequencedMap<Multiaddr, SequencedMap<PeerId, Voice>> heard = new LinkedHashMap<>();

    /// What is known of an address.
    public enum Verdict {
        /// Others get through.
        REACHABLE,
        /// Others do not.
        UNREACHABLE,
        /// Not enough were asked, or they disagree.
        UNKNOWN
    }

    private record Voice(boolean gotThrough, Instant at) {}

    /// `enough` servers decide (the specification suggests more than 3), whose word holds for `validity`.
    public Verdicts(int enough, Duration validity) {
        this.enough = enough;
        this.validity = validity;
    }

    /// Takes down what a server found.
    public void hear(Multiaddr address, PeerId server, boolean gotThrough, Instant now) {
        SequencedMap<PeerId, Voice> voices = heard.remove(address);
        SequencedMap<PeerId, Voice> latest = voices == null ? new LinkedHashMap<>() : voices;
        latest.remove(server);
        latest.put(server, new Voice(gotThrough, now));
        if (latest.size() > MAX_VOICES) {
            latest.pollFirstEntry();
        }
        heard.put(address, latest);
        if (heard.size() > MAX_ADDRESSES) {
            heard.pollFirstEntry();
        }
    }

    /// What is to be thought of an address now.
    public Verdict verdict(Multiaddr address, Instant now) {
        long yes = count(address, true, now);
        long no = count(address, false, now);
        if (yes >= enough && yes > no) {
            return Verdict.REACHABLE;
        }
        return no >= enough && no > yes ? Verdict.UNREACHABLE : Verdict.UNKNOWN;
    }

    /// Whether this server may say something new: it said nothing yet, or long ago.
    public boolean wants(Multiaddr address, PeerId server, Instant now) {
        Voice voice = heard.getOrDefault(address, NOTHING).get(server);
        return voice == null || !now.isBefore(voice.at().plus(validity.dividedBy(2)));
    }

    /// The addresses found reachable, among these.
    public List<Multiaddr> reachable(List<Multiaddr> among, Instant now) {
        return among.stream()
                .filter(address -> verdict(address, now) == Verdict.REACHABLE)
                .toList();
    }

    /// Forgets all, since the network changed.
    public void clear() {
        heard.clear();
    }

    private static final SequencedMap<PeerId, Voice> NOTHING = new LinkedHashMap<>();

    private long count(Multiaddr address, boolean gotThrough, Instant now) {
        Map<PeerId, Voice> voices = heard.getOrDefault(address, NOTHING);
        return voices.values().stream()
                .filter(voice -> voice.gotThrough() == gotThrough
                        && now.isBefore(voice.at().plus(validity)))
                .count();
    }
}
