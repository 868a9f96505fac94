package community.kith.p2p.pubsub;

import java.util.Optional;
import java.util.function.Consumer;

/// A program's interest in one topic, which lasts until it is closed.
public final class Subscription implements AutoCloseable {
    private static final int MAX_WAITING = 256;
    private static final long MAX_WAITING_BYTES = 8L << 20;

    private final String topic;
    private final Validator validator;
    private final Consumer<Subscription> atClose;
    private final BoundedQueue<Message> waiting = new BoundedQueue<>(MAX_WAITING, MAX_WAITING_BYTES);

    Subscription(String topic, Validator validator, Consumer<Subscription> atClose) {
        this.topic = topic;
        this.validator = validator;
        this.atClose = atClose;
    }

    public String topic() {
        return topic;
    }

    Validator validator() {
        return validator;
    }

    /// Queues a message for the handler; false when that is too slow and the message is lost to it.
    boolean deliver(Message message) {
        return waiting.offer(message, message.sizeBytes());
    }

    void run(MessageHandler handler) {
        Optional<Message> next = waiting.take();
        while (next.isPresent()) {
            handler.handle(next.get());
            next = waiting.take();
        }
    }

    void end() {
        waiting.close();
    }

    /// Leaves the topic.
    @Override
    public void close() {
        end();
        atClose.accept(this);
    }
}
