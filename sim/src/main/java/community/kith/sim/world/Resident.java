package community.kith.sim.world;

import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.node.Node;
import community.kith.node.replication.Disk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A person with one laptop on which a real node runs. For one thread.
public final class Resident {
    private final int number;
    private final Did did;
    private final PeerId peer;
    private final Node node;
    private final Disk disk;
    private final List<Resident> friends = new ArrayList<>();
    private State state = State.AWAKE;
    private int spells;

    /// Whether the laptop is on, off, or gone for ever with all that was on it.
    public enum State {
        AWAKE,
        ASLEEP,
        DEAD
    }

    Resident(int number, Did did, PeerId peer, Node node, Disk disk) {
        this.number = number;
        this.did = did;
        this.peer = peer;
        this.node = node;
        this.disk = disk;
    }

    /// From 0, in the order of settling.
    public int number() {
        return number;
    }

    public Did did() {
        return did;
    }

    public PeerId peer() {
        return peer;
    }

    public Node node() {
        return node;
    }

    public Disk disk() {
        return disk;
    }

    public List<Resident> friends() {
        return Collections.unmodifiableList(friends);
    }

    public boolean isAwake() {
        return state == State.AWAKE;
    }

    public boolean isAlive() {
        return state != State.DEAD;
    }

    /// How many times it has woken up: what was meant for an earlier spell awake is not for this one.
    public int spells() {
        return spells;
    }

    void befriend(Resident other) throws IOException {
        String ticket = node.invite("friend", 1, Duration.ofDays(1)).ticket();
        other.node.accept(ticket);
        friends.add(other);
        other.friends.add(this);
    }

    void become(State next) {
        if (next == State.AWAKE) {
            spells++;
        }
        state = next;
    }

    @Override
    public String toString() {
        return name(number);
    }

    static String name(int number) {
        return "resident %03d".formatted(number);
    }
}
