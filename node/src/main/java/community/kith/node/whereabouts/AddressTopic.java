package community.kith.node.whereabouts;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.identify.PeerRecord;
import community.kith.p2p.pubsub.Gossip;
import community.kith.p2p.pubsub.GossipOptions;
import community.kith.p2p.pubsub.Message;
import community.kith.p2p.pubsub.Scoring;
import community.kith.p2p.pubsub.Verdict;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// My people tell each other where they are, so that whoever still reaches one of us finds who has moved. Strangers are
/// in no mesh and hear nothing; a word about somebody I do not know is not passed on.
final class AddressTopic implements AutoCloseable {
    static final String TOPIC = "/kith/addresses/1";
    private static final System.Logger LOG = System.getLogger(AddressTopic.class.getName());
    private static final double STRANGER = -1_000;

    private final Whereabouts whereabouts;
    private final Gossip gossip;

    private AddressTopic(Whereabouts whereabouts, Gossip gossip) {
        this.whereabouts = whereabouts;
        this.gossip = gossip;
    }

    static AddressTopic follow(
            Whereabouts whereabouts, Host host, SigningKey key, RandomGenerator random, InstantSource clock) {
        Scoring scoring = Scoring.DEFAULT.withStanding(peer -> standing(whereabouts, peer));
        Gossip gossip = Gossip.start(host, key, GossipOptions.DEFAULT.withScoring(scoring), random, clock);
        gossip.subscribe(
                TOPIC,
                (from, message) -> judge(whereabouts, message),
                message -> LOG.log(Level.DEBUG, () -> message.author() + " told where it is"));
        return new AddressTopic(whereabouts, gossip);
    }

    private static double standing(Whereabouts whereabouts, PeerId peer) {
        try {
            return whereabouts.isKnown(peer) ? 0 : STRANGER;
        } catch (IOException e) {
            return STRANGER;
        }
    }

    static Verdict judge(Whereabouts whereabouts, Message message) {
        try {
            if (!PeerRecord.open(message.data()).peer().equals(message.author())) {
                return Verdict.REJECT;
            }
            return switch (whereabouts.hear(message.data())) {
                case NEW -> Verdict.ACCEPT;
                case OLD, STRANGER -> Verdict.IGNORE;
                case FALSE -> Verdict.REJECT;
            };
        } catch (ProtocolException e) {
            return Verdict.REJECT;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the book cannot be read", e);
            return Verdict.IGNORE;
        }
    }

    /// Whether anybody would hear.
    boolean hasListeners() {
        return !gossip.peers(TOPIC).isEmpty();
    }

    void tell() {
        whereabouts
                .own(Scope.PRIVATE)
                .or(() -> whereabouts.own(Scope.LOOPBACK))
                .ifPresent(word -> gossip.publish(TOPIC, word));
    }

    @Override
    public void close() {
        gossip.close();
    }
}
