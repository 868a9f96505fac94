package community.kith.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.SocketPair;
import community.kith.p2p.muxer.PlainChannel;
import community.kith.p2p.muxer.WindowBudget;
import community.kith.p2p.muxer.YamuxLimits;
import community.kith.p2p.muxer.YamuxSession;
import community.kith.p2p.transport.Secured;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
    private static final PeerId PEER =
            PeerId.of(SigningKey.generate(new Random(1)).verifyingKey());

    private static final PeerId SELF =
            PeerId.of(SigningKey.generate(new Random(2)).verifyingKey());

    private final ConnectionTable table = new ConnectionTable(SELF, 10);
    private final List<SocketPair> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (SocketPair pair : sockets) {
            pair.close();
        }
    }

    @Test
    void aConnectionThatMadeRoomMayEndAfterAllOthers() throws IOException {
        Connection displaced = connection();
        table.add(displaced);
        List<Connection> later = List.of(connection(), connection(), connection(), connection());
        for (Connection connection : later) {
            table.add(connection);
        }
        later.forEach(table::remove);

        table.remove(displaced);

        assertThat(table.all()).isEmpty();
    }

    private Connection connection() throws IOException {
        SocketPair pair = SocketPair.open();
        sockets.add(pair);
        YamuxSession session = new YamuxSession(
                new PlainChannel(pair.near()),
                YamuxSession.Role.CLIENT,
                YamuxLimits.DEFAULT,
                WindowBudget.of(0),
                System::nanoTime);
        Secured secured = new Secured(PEER, Multiaddr.parse("/ip4/127.0.0.1/tcp/1"), "/noise", session);
        return new Connection(secured, Direction.OUTBOUND, Duration.ofSeconds(1));
    }
}
