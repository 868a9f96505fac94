package community.kith.p2p.host;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.muxer.WindowBudget;
import community.kith.p2p.muxer.YamuxSession;
import community.kith.p2p.negotiate.Multistream;
import community.kith.p2p.security.NoiseHandshake;
import community.kith.p2p.security.SecureChannel;
import community.kith.p2p.transport.TcpLink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Makes a TCP connection into a libp2p one: agree on Noise, do its handshake, agree on yamux, all within one deadline.
final class Upgrade {
    /// As much of the host's budget as one connection's windows may take.
    private static final long CONNECTION_SHARE = 2;

    private final NoiseHandshake noise;
    private final HostLimits limits;
    private final WindowBudget budget;

    Upgrade(HostOptions options) {
        this.noise = new NoiseHandshake(options.key(), List.of(YamuxSession.PROTOCOL), options.random());
        this.limits = options.limits();
        this.budget = WindowBudget.of(limits.windowBudgetBytes());
    }

    /// As the end that dialled.
    Connection outbound(TcpLink link, Optional<PeerId> expected) throws IOException {
        link.deadline(limits.handshake());
        Multistream.insist(link.in(), link.out(), NoiseHandshake.PROTOCOL);
        NoiseHandshake.Outcome secure = noise.initiate(wire(link), expected);
        if (secure.muxer().isEmpty()) {
            SecureChannel channel = secure.channel();
            Multistream.insist(channel.in(), channel.out(), YamuxSession.PROTOCOL);
        }
        return connection(link, secure, YamuxSession.Role.CLIENT);
    }

    /// As the end that was dialled.
    Connection inbound(TcpLink link) throws IOException {
        link.deadline(limits.handshake());
        Multistream.answer(link.in(), link.out(), NoiseHandshake.PROTOCOL::equals);
        NoiseHandshake.Outcome secure = noise.respond(wire(link));
        if (secure.muxer().isEmpty()) {
            SecureChannel channel = secure.channel();
            Multistream.answer(channel.in(), channel.out(), YamuxSession.PROTOCOL::equals);
        }
        return connection(link, secure, YamuxSession.Role.SERVER);
    }

    private Connection connection(TcpLink link, NoiseHandshake.Outcome secure, YamuxSession.Role role)
            throws IOException {
        link.liftDeadline();
        YamuxSession session = new YamuxSession(
                secure.channel(),
                role,
                limits.streams(),
                budget.part(limits.windowBudgetBytes() / CONNECTION_SHARE),
                System::nanoTime);
        return new Connection(secure.peer(), Multiaddr.of(link.remote()), session, limits.handshake());
    }

    private static NoiseHandshake.Wire wire(TcpLink link) {
        return new NoiseHandshake.Wire(link.in(), link.out(), link);
    }
}
