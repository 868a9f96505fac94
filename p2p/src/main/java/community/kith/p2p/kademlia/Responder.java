package community.kith.p2p.kademlia;

import community.kith.base.name.Multihash;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers what others ask in one overlay: as many questions on a stream as they like, at the rate they are allowed.
final class Responder {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int MAX_PROVIDERS = 40;

    private final Host host;
    private final Neighborhood neighborhood;
    private final Keeping keeping;
    private final int closest;
    private final InstantSource clock;

    /// What is kept for others, and how much each may ask; the same in all overlays.
    record Keeping(ProviderStore providers, RecordStore records, Validators validators, Quota quota) {}

    Responder(Host host, Neighborhood neighborhood, Keeping keeping, int closest, InstantSource clock) {
        this.host = host;
        this.neighborhood = neighborhood;
        this.keeping = keeping;
        this.closest = closest;
        this.clock = clock;
    }

    /// Serves one stream to its end.
    void serve(Stream stream) throws IOException {
        while (true) {
            stream.timeout(IDLE);
            Optional<Message> question =
                    MessageFormat.read(new TimedInput(stream, IDLE), MessageFormat.MAX_QUESTION_BYTES);
            if (question.isEmpty()) {
                return;
            }
            if (!keeping.quota().take(stream.peer(), clock.instant())) {
                throw new ProtocolException(stream.peer() + " asks too much");
            }
            Optional<Message> answer = answer(stream.peer(), question.get());
            if (answer.isPresent()) {
                MessageFormat.write(stream.out(), answer.get());
            }
        }
    }

    /// Nothing for what needs no answer.
    Optional<Message> answer(PeerId from, Message question) throws ProtocolException {
        byte[] key = question.key();
        if (key.length == 0 && question.type() != Message.Type.PING) {
            throw new ProtocolException(question.type() + " about nothing");
        }
        Message answer = Message.of(question.type(), key);
        return switch (question.type()) {
            case PING -> Optional.of(answer);
            case FIND_NODE -> Optional.of(answer.withCloser(found(from, key)));
            case GET_VALUE -> {
                Message closer = answer.withCloser(closer(from, key));
                yield Optional.of(keeping.records()
                        .get(key, clock.instant())
                        .map(closer::withRecord)
                        .orElse(closer));
            }
            case PUT_VALUE -> Optional.of(answer.withRecord(keep(question)));
            case GET_PROVIDERS ->
                Optional.of(answer.withCloser(closer(from, key)).withProviders(providers(from, key)));
            case ADD_PROVIDER -> {
                addProvider(from, question);
                yield Optional.empty();
            }
        };
    }

    /// The peers nearest to the key of which somebody could reach one, without who asks.
    private List<Told> closer(PeerId from, byte[] key) {
        return neighborhood.closest(Key.of(key), closest + 1).stream()
                .map(Contact::peer)
                .filter(peer -> !peer.equals(from))
                .map(peer -> neighborhood.about(peer, from))
                .filter(told -> !told.addresses().isEmpty())
                .limit(closest)
                .toList();
    }

    /// The peers nearest to the key; first of all the very peer that is sought, if it is this one or is connected.
    private List<Told> found(PeerId from, byte[] key) {
        List<Told> found = new ArrayList<>(closer(from, key));
        soughtPeer(key)
                .filter(peer -> !peer.equals(from))
                .filter(peer -> peer.equals(host.id()) || host.connected().contains(peer))
                .map(peer -> neighborhood.about(peer, from))
                .filter(told -> !told.addresses().isEmpty())
                .ifPresent(told -> {
                    found.removeIf(other -> other.peer().equals(told.peer()));
                    found.addFirst(told);
                });
        return found;
    }

    private static Optional<PeerId> soughtPeer(byte[] key) {
        try {
            return Optional.of(PeerId.fromBytes(key));
        } catch (ProtocolException anyOtherKey) {
            return Optional.empty();
        }
    }

    private Entry keep(Message question) throws ProtocolException {
        Entry entry = question.record().orElseThrow(() -> new ProtocolException("PUT_VALUE without a record"));
        if (!Key.of(entry.key()).equals(Key.of(question.key()))) {
            throw new ProtocolException("PUT_VALUE of a record under another key");
        }
        keeping.validators().validate(entry.key(), entry.value());
        return keeping.records().offer(entry, clock.instant());
    }

    private List<Told> providers(PeerId from, byte[] key) {
        return keeping.providers().of(Key.of(key), clock.instant(), MAX_PROVIDERS).stream()
                .map(told -> told.addresses().isEmpty()
                        ? neighborhood.about(told.peer(), from)
                        : neighborhood.about(told.peer(), told.addresses(), from))
                .toList();
    }

    /// Only what a peer says of itself counts.
    private void addProvider(PeerId from, Message question) throws ProtocolException {
        ByteBuffer key = ByteBuffer.wrap(question.key());
        Multihash.read(key);
        if (key.hasRemaining()) {
            throw new ProtocolException("ADD_PROVIDER for what is no multihash");
        }
        for (Told told : question.providers()) {
            if (told.peer().equals(from) && !told.addresses().isEmpty()) {
                keeping.providers().add(Key.of(question.key()), from, told.addresses(), clock.instant());
            }
        }
    }
}
