package community.kith.p2p.pubsub;

/// What a program does with the messages of a topic it follows.
@FunctionalInterface
public interface MessageHandler {

    /// Takes one message, in the order of arrival, on a thread of the subscription's own.
    void handle(Message message);
}
