package community.kith.p2p.discovery;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.discovery.DnsMessage.Question;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.PeerWatcher;
import community.kith.p2p.transport.Scope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Finds peers in the same network by multicast DNS, and lets them find us. What is found goes into the host's address
/// book; dialling is for others.
///
/// Only addresses of the scopes in the options are told and believed, and only neighbors on the same link are heard.
public final class Mdns implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Mdns.class.getName());
    private static final int MAX_KNOWN = 256;
    private static final int MAX_PER_SECOND = 200;
    private static final Duration LEAST_DELAY = Duration.ofMillis(20);
    private static final int DELAY_SPREAD_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Host host;
    private final MdnsOptions options;
    private final MulticastGroup group;
    private final ServiceName name;
    private final InstantSource clock = InstantSource.system();
    private final Consumer<Found> listener;
    private final Thread listening = Thread.ofVirtual().name("mdns listening").unstarted(this::listen);
    private final Thread speaking = Thread.ofVirtual().name("mdns speaking").unstarted(this::speak);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /// Guarded by the lock, as are chance and whether it is over.
    private final Pace pace;

    private final RandomGenerator random;
    private boolean closed;
    /// Belongs to the listening thread, as do the counts.
    private final SequencedMap<PeerId, List<Multiaddr>> known = new LinkedHashMap<>();

    private long second;
    private int heardInSecond;

    private Mdns(
            Host host, MdnsOptions options, MulticastGroup group, RandomGenerator random, Consumer<Found> listener) {
        this.host = host;
        this.options = options;
        this.group = group;
        this.random = random;
        this.name = ServiceName.drawn(random);
        this.listener = listener;
        this.pace = new Pace(clock.instant());
    }

    /// Starts to ask and to answer.
    ///
    /// @param listener is told of each peer that is found, and again when its addresses change
    /// @throws IOException when the port cannot be had
    public static Mdns start(Host host, MdnsOptions options, RandomGenerator random, Consumer<Found> listener)
            throws IOException {
        Mdns mdns = new Mdns(host, options, MulticastGroup.open(options), random, listener);
        host.watch(mdns.new Watcher());
        mdns.listening.start();
        mdns.speaking.start();
        return mdns;
    }

    private final class Watcher implements PeerWatcher {
        @Override
        public void moved() {
            lock.lock();
            try {
                pace.moved(clock.instant());
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private void speak() {
        lock.lock();
        try {
            while (!closed) {
                Duration wait = Duration.between(clock.instant(), pace.next());
                if (wait.isPositive()) {
                    long left = changed.awaitNanos(wait.toNanos());
                    LOG.log(Level.TRACE, () -> left + " ns left");
                } else {
                    speakOnce();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void speakOnce() {
        boolean ask = pace.mustAsk(clock.instant());
        boolean answer = pace.mustAnswer(clock.instant());
        try {
            if (ask) {
                group.send(DnsWriter.write(name.question()));
            }
            if (answer) {
                answer().ifPresent(this::send);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no network interfaces to speak on", e);
        }
    }

    private void send(DnsMessage message) {
        try {
            group.send(DnsWriter.write(message));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no network interfaces to speak on", e);
        }
    }

    /// Nothing when we have no address to tell.
    private Optional<DnsMessage> answer() {
        List<Multiaddr> ours = host.addresses().stream()
                .filter(address -> address.relay().isEmpty() && options.scopes().contains(Scope.of(address)))
                .map(address -> address.withPeer(host.id()))
                .toList();
        return ours.isEmpty() ? Optional.empty() : Optional.of(name.answer(ours));
    }

    private void listen() {
        while (!group.isClosed()) {
            try {
                DatagramPacket datagram = group.receive();
                if (isWithinRate() && group.isNear(datagram.getAddress())) {
                    heard(datagram);
                }
            } catch (ProtocolException e) {
                LOG.log(Level.TRACE, () -> "nonsense on the network: " + e);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> "multicast: " + e);
            }
        }
    }

    private boolean isWithinRate() {
        long now = clock.instant().getEpochSecond();
        heardInSecond = now == second ? heardInSecond + 1 : 1;
        second = now;
        return heardInSecond <= MAX_PER_SECOND;
    }

    private void heard(DatagramPacket datagram) throws IOException {
        DnsMessage message = DnsReader.read(Arrays.copyOf(datagram.getData(), datagram.getLength()));
        switch (message.kind()) {
            case QUERY -> asked(message, (InetSocketAddress) datagram.getSocketAddress());
            case RESPONSE -> name.found(message, options.scopes()).ifPresent(this::found);
        }
    }

    private void asked(DnsMessage query, InetSocketAddress from) throws IOException {
        Optional<Question> about = name.question(query);
        if (about.isPresent() && group.isMulticastPort(from)) {
            lock.lock();
            try {
                pace.asked(clock.instant(), LEAST_DELAY.plus(Duration.ofMillis(random.nextInt(DELAY_SPREAD_MILLIS))));
                changed.signal();
            } finally {
                lock.unlock();
            }
            return;
        }
        Optional<DnsMessage> answer = about.isPresent() ? answer() : Optional.empty();
        if (answer.isPresent()) {
            group.send(DnsWriter.write(answer.get().to(query.id(), about.get())), from);
        }
        Optional<Question> services = ServiceName.aboutServices(query);
        if (services.isPresent()) {
            group.send(DnsWriter.write(name.services().to(query.id(), services.get())), from);
        }
    }

    private void found(Found found) {
        if (found.peer().equals(host.id()) || found.addresses().equals(known.get(found.peer()))) {
            return;
        }
        known.putLast(found.peer(), found.addresses());
        if (known.size() > MAX_KNOWN) {
            known.pollFirstEntry();
        }
        host.learn(found.peer(), found.addresses());
        listener.accept(found);
    }

    /// Stops at once.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        group.close();
        try {
            if (!listening.join(PATIENCE) || !speaking.join(PATIENCE)) {
                LOG.log(Level.WARNING, "multicast DNS goes on after it was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
