package community.kith.p2p.kademlia;

/// A peer that a lookup has heard of, and how it stands with it. Ordered by its distance to the target.
final class Candidate implements Comparable<Candidate> {
    private final Contact contact;
    private final Key distance;
    private final int hop;
    private final int path;
    private State state = State.HEARD;

    enum State {
        HEARD,
        WAITING,
        /// Asked, and not waited for any longer; its answer is still welcome.
        SLOW,
        ANSWERED,
        FAILED
    }

    Candidate(Contact contact, Key distance, int hop, int path) {
        this.contact = contact;
        this.distance = distance;
        this.hop = hop;
        this.path = path;
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

    void ask() {
        state = State.WAITING;
    }

    void slow() {
        if (state == State.WAITING) {
            state = State.SLOW;
        }
    }

    /// Notes the outcome of a question; false when none was open.
    boolean settle(State outcome) {
        boolean open = state == State.WAITING || state == State.SLOW;
        if (open) {
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
