package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.transport.Secured;
import community.kith.p2p.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Dials: one address by the transport that knows the way, or several of a peer, of which the first to answer wins.
final class Dialer {
    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final BackOff backOff;

    Dialer(BackOff backOff) {
        this.backOff = backOff;
    }

    void add(Transport transport) {
        transports.add(transport);
    }

    /// Connects to one address, and accepts only the peer that it names, if it names one.
    Secured dial(Multiaddr address) throws IOException {
        Transport transport = transports.stream()
                .filter(candidate -> candidate.dials(address))
                .findFirst()
                .orElseThrow(() -> new ConnectException("cannot dial " + address + ": no transport knows the way"));
        try {
            Secured secured = transport.dial(address, address.peerId());
            backOff.answered(address);
            return secured;
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                backOff.failed(address);
            }
            ConnectException failed = new ConnectException("cannot connect to " + address + ": " + e.getMessage());
            failed.initCause(e);
            throw failed;
        }
    }

    /// Connects to a peer at whichever of its addresses answers first; addresses that failed lately are left out.
    Secured dial(PeerId peer, List<Multiaddr> addresses) throws IOException {
        if (addresses.isEmpty()) {
            throw new ConnectException("no address known for " + peer);
        }
        List<Multiaddr> due = addresses.stream().filter(backOff::isDue).toList();
        if (due.isEmpty()) {
            throw new ConnectException("%s did not answer a moment ago at %s; it is tried again in %d s"
                    .formatted(peer, addresses, backOff.wait(addresses).toSeconds() + 1));
        }
        List<DialPlan.Start> plan = DialPlan.of(due, this::knows);
        if (plan.size() <= 1) {
            return dial(plan.isEmpty() ? due.getFirst() : plan.getFirst().address());
        }
        try {
            return new DialRace(this, plan).winner();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while dialling " + peer);
        }
    }

    private boolean knows(Multiaddr address) {
        return transports.stream().anyMatch(transport -> transport.dials(address));
    }
}
