package community.kith.node.recovery;

import community.kith.base.bytes.DagCbor;
import community.kith.base.name.PeerId;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.time.Duration;

/// Asks one question of one device.
final class RecoveryClient {
    static final String PROTOCOL = "/kith/recovery/1.0.0";
    /// Two policies with their shares, and where all guardians are.
    static final int MAX_MESSAGE = 128 * 1024;

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Host host;

    RecoveryClient(Host host) {
        this.host = host;
    }

    /// @throws IOException when the device does not answer, or with something else than an answer
    Answer ask(PeerId peer, Question question) throws IOException {
        try (Stream stream = host.open(peer, PROTOCOL)) {
            stream.timeout(PATIENCE);
            DagCbor.write(stream.out(), question.toIpld());
            stream.out().flush();
            stream.closeWrite();
            return Answer.read(DagCbor.read(stream.in(), MAX_MESSAGE));
        }
    }
}
