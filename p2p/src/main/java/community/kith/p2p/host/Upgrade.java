package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import community.kith.p2p.muxer.WindowBudget;
import community.kith.p2p.muxer.YamuxSession;
import community.kith.p2p.negotiate.Multistream;
import community.kith.p2p.security.Handshake;
import community.kith.p2p.security.NoiseHandshake;
import community.kith.p2p.security.SecureChannel;
import community.kith.p2p.security.tls.TlsHandshake;
import community.kith.p2p.transport.Link;
import community.kith.p2p.transport.Secured;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/// Makes a link secure and many-streamed: a security protocol that both ends have, then yamux.
final class Upgrade {
    private static final List<String> MUXERS = List.of(YamuxSession.PROTOCOL);
    /// No single connection may take more than this part of the window budget.
    private static final int CONNECTION_SHARE = 4;

    private final HostLimits limits;
    /// The preferred first.
    private final List<Handshake> handshakes;

    private final WindowBudget budget;

    Upgrade(HostOptions options) {
        this.limits = options.limits();
        this.handshakes = List.of(
                new NoiseHandshake(options.key(), MUXERS, options.random()),
                new TlsHandshake(options.key(), MUXERS, options.random(), options.clock()));
        this.budget = WindowBudget.of(limits.windowBudgetBytes());
    }

    /// As the end that dialled.
    Secured outbound(Link link, Optional<PeerId> expected) throws IOException {
        link.deadline(limits.handshake());
        List<String> names = handshakes.stream().map(Handshake::protocol).toList();
        String agreed = Multistream.propose(link.in(), link.out(), names)
                .orElseThrow(() -> new ProtocolException("the peer speaks none of " + names));
        Handshake.Outcome secure = named(agreed).initiate(wire(link), expected);
        if (secure.muxer().isEmpty()) {
            SecureChannel channel = secure.channel();
            Multistream.insist(channel.in(), channel.out(), YamuxSession.PROTOCOL);
        }
        return secured(link, agreed, secure, YamuxSession.Role.CLIENT);
    }

    /// As the end that was dialled.
    Secured inbound(Link link) throws IOException {
        link.deadline(limits.handshake());
        String agreed = Multistream.answer(link.in(), link.out(), this::isKnown);
        Handshake.Outcome secure = named(agreed).respond(wire(link));
        if (secure.muxer().isEmpty()) {
            SecureChannel channel = secure.channel();
            Multistream.answer(channel.in(), channel.out(), YamuxSession.PROTOCOL::equals);
        }
        return secured(link, agreed, secure, YamuxSession.Role.SERVER);
    }

    private boolean isKnown(String protocol) {
        return handshakes.stream().anyMatch(handshake -> handshake.protocol().equals(protocol));
    }

    private Handshake named(String protocol) {
        return handshakes.stream()
                .filter(handshake -> handshake.protocol().equals(protocol))
                .findFirst()
                .orElseThrow();
    }

    private Secured secured(Link link, String security, Handshake.Outcome secure, YamuxSession.Role role)
            throws IOException {
        link.liftDeadline();
        YamuxSession session = new YamuxSession(
                secure.channel(),
                role,
                limits.streams(),
                budget.part(limits.windowBudgetBytes() / CONNECTION_SHARE),
                System::nanoTime);
        return new Secured(secure.peer(), link.remote(), security, session);
    }

    private static Handshake.Wire wire(Link link) {
        return new Handshake.Wire(link.in(), link.out(), link);
    }
}
