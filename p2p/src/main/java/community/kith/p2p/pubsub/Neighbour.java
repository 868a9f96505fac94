package community.kith.p2p.pubsub;

import community.kith.p2p.host.Direction;
import java.util.LinkedHashSet;
import java.util.Set;

/// A peer that is there, and what it told about itself.
final class Neighbour {
    private static final int MAX_TOPICS = 1024;

    private final Direction direction;
    private final Set<String> topics = new LinkedHashSet<>();
    private MessageId.Form form = MessageId.Form.AUTHOR;
    private int announcements;
    private int asked;

    Neighbour(Direction direction) {
        this.direction = direction;
    }

    boolean isOutbound() {
        return direction == Direction.OUTBOUND;
    }

    boolean follows(String topic) {
        return topics.contains(topic);
    }

    /// More topics than fit are not noticed.
    void follow(String topic) {
        if (topics.size() < MAX_TOPICS && !topic.isEmpty()) {
            topics.add(topic);
        }
    }

    void leave(String topic) {
        topics.remove(topic);
    }

    MessageId.Form form() {
        return form;
    }

    /// It showed how it writes ids.
    void writes(MessageId.Form shown) {
        form = shown;
    }

    /// Counts one IHAVE; since the last beat there were so many.
    int announced() {
        return ++announcements;
    }

    int asked() {
        return asked;
    }

    void ask(int more) {
        asked += more;
    }

    void beat() {
        announcements = 0;
        asked = 0;
    }
}
