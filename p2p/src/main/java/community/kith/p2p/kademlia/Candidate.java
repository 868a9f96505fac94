package community.kith.p2p.kademlia;

import java.util.Optional;

/// A peer that a lookup has heard of, and how it stands with it. Ordered by its distance to the target.
final class Candidate implements Comparable<Candidate> {
    /// How many of those a peer named are asked, and how many more for each of them that answered.
    private static final int CREDIT = 8;

    private final Contact contact;
    private final Key distance;
    private final int path;
    private Optional<Candidate> referrer;
    private int hop;
    private State state = State.HEARD;
    private int named;
    private int silent;
    private int good;

    enum State {
        HEARD,
        WAITING,
        /// Asked, and not waited for any longer; its answer is still welcome.
        SLOW,
        ANSWERED,
        FAILED
    }

    /// One known from the start.
    Candidate(Contact contact, Key distance, int path) {
        this.contact = contact;
        this.distance = distance;
        this.path = path;
        this.referrer = Optional.empty();
        this.hop = 1;
    }

    /// One that another named.
    Candidate(Contact contact, Key distance, Candidate referrer) {
        this(contact, distance, referrer.path);
        namedBy(referrer);
    }

    /// Another, of whom more is to be expected, named it as well.
    final void namedBy(Candidate other) {
        referrer = Optional.of(other);
        hop = other.hop + 1;
    }

    Contact contact() {
        return contact;
    }

    /// How many referrals led to it.
    int hop() {
        return hop;
    }

    /// The path that heard of it first, and alone may use it.
    int path() {
        return path;
    }

    State state() {
        return state;
    }

    /// One of those it named has answered.
    void vouched() {
        good++;
    }

    /// Whether it may be asked now. Whoever invents peers has a few of them asked, and no more.
    Credit credit() {
        if (referrer.isEmpty() || referrer.get().named < CREDIT * (1 + referrer.get().good)) {
            return Credit.GOOD;
        }
        return referrer.get().silent < referrer.get().named ? Credit.OPEN : Credit.NONE;
    }

    /// How it stands with the word of whoever named a peer.
    enum Credit {
        GOOD,
        /// Some of the others it named are being asked.
        OPEN,
        /// Too many of the others it named did not answer.
        NONE
    }

    void ask() {
        state = State.WAITING;
        referrer.ifPresent(other -> other.named++);
    }

    void slow() {
        if (state == State.WAITING) {
            state = State.SLOW;
            referrer.ifPresent(other -> other.silent++);
        }
    }

    /// Notes the outcome of a question; false when none was open.
    boolean settle(State outcome) {
        boolean open = state == State.WAITING || state == State.SLOW;
        if (open) {
            if (state == State.WAITING) {
                referrer.ifPresent(other -> other.silent++);
            }
            if (outcome == State.ANSWERED) {
                referrer.ifPresent(other -> other.vouched());
            }
            state = outcome;
        }
        return open;
    }

    @Override
    public int compareTo(Candidate other) {
        return distance.compareTo(other.distance);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Candidate candidate && distance.equals(candidate.distance);
    }

    @Override
    public int hashCode() {
        return distance.hashCode();
    }
}
