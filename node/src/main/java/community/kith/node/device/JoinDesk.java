package community.kith.node.device;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Names;
import community.kith.community.trust.Secret;
import community.kith.node.api.JoiningDevice;
import community.kith.node.api.NotFoundException;
import community.kith.node.replication.Chance;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The side of a join that has the passport's key. Tickets live in memory, are few, and are good for one try each; this
/// object's monitor guards them and those who wait. Format: `docs/spec/join.md`.
public final class JoinDesk {
    static final String PROTOCOL = "/kith/join/1.0.0";
    static final int MAX_ASK = 1024;
    private static final int MAX_TICKETS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration FOR_THE_OWNER = Duration.ofMinutes(10);

    private final Host host;
    private final Chance chance;
    private volatile AccountSource account = InputStream::nullInputStream;
    private final Map<Secret, Instant> tickets = new LinkedHashMap<>();
    private final Map<PeerId, Waiting> waiting = new LinkedHashMap<>();

    /// Everything that is mine, as it is when a device comes in.
    @FunctionalInterface
    public interface AccountSource {
        InputStream open() throws IOException;
    }

    private record Waiting(JoiningDevice device, CompletableFuture<Optional<Welcome>> word) {}

    JoinDesk(Host host, Chance chance) {
        this.host = host;
        this.chance = chance;
    }

    void account(AccountSource source) {
        account = source;
    }

    synchronized JoinTicket invite(Duration validFor) {
        Instant now = chance.clock().instant();
        tickets.values().removeIf(now::isAfter);
        if (tickets.size() >= MAX_TICKETS) {
            tickets.remove(tickets.keySet().iterator().next());
        }
        if (tickets.isEmpty()) {
            host.accept(PROTOCOL, this::answer);
        }
        Secret secret = Secret.generate(chance.entropy());
        tickets.put(secret, now.plus(validFor));
        return new JoinTicket(
                host.id(),
                host.addresses().stream().limit(JoinTicket.MAX_ADDRESSES).toList(),
                secret,
                now.plus(validFor));
    }

    synchronized List<JoiningDevice> joining() {
        return waiting.values().stream().map(Waiting::device).toList();
    }

    synchronized JoiningDevice waiting(PeerId device) throws NotFoundException {
        return find(device).device;
    }

    /// Tells a waiting device what was decided.
    synchronized void decide(PeerId device, Optional<Welcome> word) throws NotFoundException {
        find(device).word.complete(word);
        waiting.remove(device);
    }

    private Waiting find(PeerId device) throws NotFoundException {
        Waiting found = waiting.get(device);
        if (found == null) {
            throw new NotFoundException("no device waits with the id " + device + "; kith devices add shows who waits");
        }
        return found;
    }

    private void answer(Stream stream) throws IOException {
        stream.timeout(PATIENCE);
        FieldReader ask = new FieldReader(DagCbor.read(stream.in(), MAX_ASK), "join");
        ask.integer("v", 1, 1);
        String name = Names.device(ask.text("name", Names.MAX_CHARACTERS));
        byte[] guestNonce = ask.bytesOf("nonce", Handshake.NONCE);
        byte[] proof = ask.bytesOf("proof", 32);
        ask.end();
        Optional<Handshake> shown = redeem(stream.peer(), guestNonce, proof);
        if (shown.isEmpty()) {
            say(stream, Ipld.fields().put("refused", "this ticket was used or has expired; ask for a new one"));
            return;
        }
        byte[] hostNonce = new byte[Handshake.NONCE];
        chance.entropy().nextBytes(hostNonce);
        say(
                stream,
                Ipld.fields().put("nonce", hostNonce).put("proof", shown.get().answers(guestNonce, hostNonce)));
        String words = shown.get().words(guestNonce, hostNonce);
        Optional<Welcome> word = ownersWord(new JoiningDevice(stream.peer(), name, words));
        stream.timeout(PATIENCE);
        if (word.isPresent()) {
            DagCbor.write(stream.out(), word.get().toIpld());
            try (InputStream all = account.open()) {
                all.transferTo(stream.out());
            }
            stream.out().flush();
            stream.closeWrite();
        } else {
            say(stream, Ipld.fields().put("refused", "the owner did not let this device in"));
        }
    }

    private static void say(Stream stream, FieldsBuilder fields) throws IOException {
        DagCbor.write(stream.out(), fields.build());
        stream.out().flush();
    }

    /// Uses a ticket up, whatever comes of it.
    private synchronized Optional<Handshake> redeem(PeerId guest, byte[] nonce, byte[] proof) {
        Instant now = chance.clock().instant();
        for (Secret secret : new ArrayList<>(tickets.keySet())) {
            Handshake handshake = new Handshake(secret, host.id(), guest);
            if (handshake.isAsk(proof, nonce)) {
                Instant expires = tickets.remove(secret);
                return expires == null || now.isAfter(expires) ? Optional.empty() : Optional.of(handshake);
            }
        }
        return Optional.empty();
    }

    private Optional<Welcome> ownersWord(JoiningDevice device) throws IOException {
        Waiting one = new Waiting(device, new CompletableFuture<>());
        synchronized (this) {
            if (waiting.size() >= MAX_TICKETS || waiting.putIfAbsent(device.peer(), one) != null) {
                return Optional.empty();
            }
        }
        try {
            return one.word.get(FOR_THE_OWNER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IOException("letting a device in", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a device waited", e);
        } finally {
            synchronized (this) {
                waiting.remove(device.peer(), one);
            }
        }
    }
}
