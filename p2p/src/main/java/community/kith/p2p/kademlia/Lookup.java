package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds the peers closest to a key by asking ever closer ones: a decider, which is told what happened and says whom to
/// ask next. It knows no network, clock or chance; the same inputs give the same questions.
///
/// It ends when the `k` closest peers it has heard of and that live have all answered. Over several disjoint paths,
/// each first searches among the peers that it alone heard of, for its share of the `k`; what they find is then put
/// together and searched on. Used by one thread.
public final class Lookup {
    private final Key target;
    private final PeerId self;
    private final LookupLimits limits;
    private final Map<PeerId, Candidate> known = new HashMap<>();
    private final SortedSet<Candidate> everybody = new TreeSet<>();
    private final List<SortedSet<Candidate>> paths = new ArrayList<>();
    private boolean joined;
    private boolean over;
    private int asked;
    private int failed;

    /// What happened.
    public sealed interface Input {
        /// A peer that was asked told of peers closer to the target.
        record Answered(PeerId peer, List<Contact> closer) implements Input {
            public Answered {
                closer = List.copyOf(closer);
            }
        }

        /// A peer takes its time: others are asked meanwhile, and the end does not wait for it.
        record Slow(PeerId peer) implements Input {}

        /// A peer could not be reached, or gave no proper answer.
        record Failed(PeerId peer) implements Input {}

        /// The caller has what it wanted, such as a value or enough providers.
        record Enough() implements Input {}

        /// There is no time left.
        record TimedOut() implements Input {}
    }

    /// What to do.
    public sealed interface Effect {
        /// Ask this peer for the peers closest to the target.
        record Ask(Contact contact) implements Effect {}

        /// The search is over; what still comes in is of no interest.
        record Done(Found found) implements Effect {}
    }

    /// Why a lookup ended.
    public enum End {
        /// The closest peers have all answered.
        CONVERGED,
        ENOUGH,
        /// So many questions were asked that more would be abuse.
        TOO_LONG,
        TIMED_OUT
    }

    /// What came out.
    ///
    /// @param closest the nearest peers that answered, nearest first, at most `k`
    /// @param hops how long the chain of referrals to the nearest of them is: 1 for a peer known from the start; 0 for
    /// nobody
    /// @param asked how many questions were put
    /// @param failed how many of them went without an answer
    public record Found(End end, List<Contact> closest, int hops, int asked, int failed) {
        public Found {
            closest = List.copyOf(closest);
        }
    }

    /// A search for `target` on behalf of `self`, who is never asked, starting from `start`.
    public Lookup(Key target, PeerId self, LookupLimits limits, Collection<Contact> start) {
        this.target = target;
        this.self = self;
        this.limits = limits;
        for (int i = 0; i < limits.paths(); i++) {
            paths.add(new TreeSet<>());
        }
        int next = 0;
        for (Contact contact :
                start.stream().sorted(Contact.nearest(target)).distinct().toList()) {
            int path = next++ % limits.paths();
            enter(contact, new Candidate(contact, contact.key().distance(target), path));
        }
        joined = limits.paths() == 1;
    }

    /// The first questions.
    public List<Effect> start() {
        return decide();
    }

    /// Takes in what happened and says what to do now. Inputs about peers that were not asked change nothing.
    public List<Effect> step(Input input) {
        if (over) {
            return List.of();
        }
        switch (input) {
            case Input.Answered answered -> {
                Candidate peer = known.get(answered.peer());
                if (peer != null && peer.settle(Candidate.State.ANSWERED)) {
                    answered.closer().stream().limit(limits.closest()).forEach(contact -> hear(contact, peer));
                }
            }
            case Input.Slow slow -> {
                Candidate peer = known.get(slow.peer());
                if (peer != null) {
                    peer.slow();
                }
            }
            case Input.Failed gone -> {
                Candidate peer = known.get(gone.peer());
                if (peer != null && peer.settle(Candidate.State.FAILED)) {
                    failed++;
                }
            }
            case Input.Enough enough -> {
                return end(End.ENOUGH);
            }
            case Input.TimedOut late -> {
                return end(End.TIMED_OUT);
            }
        }
        return decide();
    }

    private void hear(Contact contact, Candidate referrer) {
        Candidate known = this.known.get(contact.peer());
        if (known == null) {
            enter(contact, new Candidate(contact, contact.key().distance(target), referrer));
        } else if (known.state() == Candidate.State.ANSWERED) {
            referrer.vouched();
        } else if (known.state() == Candidate.State.HEARD && known.credit() == Candidate.Credit.NONE) {
            known.namedBy(referrer);
        }
    }

    private void enter(Contact contact, Candidate candidate) {
        if (!contact.peer().equals(self) && known.putIfAbsent(contact.peer(), candidate) == null) {
            everybody.add(candidate);
            paths.get(candidate.path()).add(candidate);
        }
    }

    private List<Effect> decide() {
        List<Effect> effects = new ArrayList<>();
        if (!joined) {
            boolean searching = false;
            for (SortedSet<Candidate> path : paths) {
                searching |= searching(path, share(limits.closest()), share(limits.parallel()), effects);
            }
            joined = !searching;
        }
        if (joined && !searching(everybody, limits.closest(), limits.parallel(), effects)) {
            return end(asked < limits.asks() ? End.CONVERGED : End.TOO_LONG);
        }
        return effects;
    }

    private int share(int of) {
        return Math.ceilDiv(of, limits.paths());
    }

    /// Asks the nearest of those that were not asked yet; false when there is nothing to ask or to wait for.
    private boolean searching(SortedSet<Candidate> among, int closest, int parallel, List<Effect> effects) {
        int waiting = 0;
        for (Candidate candidate : among) {
            if (candidate.state() == Candidate.State.WAITING) {
                waiting++;
            }
        }
        boolean unsettled = false;
        int rank = 0;
        for (Candidate candidate : among) {
            if (rank == closest) {
                break;
            }
            switch (candidate.state()) {
                case HEARD -> {
                    if (asked < limits.asks() && candidate.credit() != Candidate.Credit.NONE) {
                        if (waiting < parallel && candidate.credit() == Candidate.Credit.GOOD) {
                            candidate.ask();
                            asked++;
                            waiting++;
                            effects.add(new Effect.Ask(candidate.contact()));
                        }
                        unsettled = true;
                        rank++;
                    }
                }
                case WAITING -> {
                    unsettled = true;
                    rank++;
                }
                case ANSWERED -> rank++;
                case SLOW, FAILED -> {}
            }
        }
        return unsettled;
    }

    private List<Effect> end(End why) {
        over = true;
        List<Candidate> closest = everybody.stream()
                .filter(candidate -> candidate.state() == Candidate.State.ANSWERED)
                .limit(limits.closest())
                .toList();
        int hops = closest.isEmpty() ? 0 : closest.getFirst().hop();
        return List.of(new Effect.Done(
                new Found(why, closest.stream().map(Candidate::contact).toList(), hops, asked, failed)));
    }
}
