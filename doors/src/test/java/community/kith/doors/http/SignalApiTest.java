package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.p2p.identify.PeerRecord;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class SignalApiTest {
    @RegisterExtension
    final OpenDoor door = new OpenDoor();

    private final SigningKey key = SigningKey.generate(new Random(1));
    private final PeerId peer = PeerId.of(key.verifyingKey());

    private byte[] record(long sequence, String... addresses) throws ProtocolException {
        List<Multiaddr> all = new java.util.ArrayList<>();
        for (String address : addresses) {
            all.add(Multiaddr.parse(address));
        }
        return new PeerRecord(peer, sequence, all).sealed(key);
    }

    private HttpResponse<String> announce(byte[] sealed) {
        return door.send(door.anonymous("/signal").POST(BodyPublishers.ofByteArray(sealed)));
    }

    @Test
    void tellsAnybodyWhatAPeerSaidOfItself() throws ProtocolException {
        byte[] sealed = record(7, "/ip4/203.0.113.5/tcp/4070", "/ip4/192.168.1.5/tcp/4070");

        assertThat(announce(sealed).statusCode()).isEqualTo(200);
        JsonNode told = OpenDoor.json(door.send(door.anonymous("/signal/" + peer)));

        assertThat(told.get("peerId").stringValue()).isEqualTo(peer.toString());
        assertThat(told.get("sequence").longValue()).isEqualTo(7);
        assertThat(told.get("addresses").valueStream().map(JsonNode::stringValue))
                .containsExactly("/ip4/203.0.113.5/tcp/4070/p2p/" + peer, "/ip4/192.168.1.5/tcp/4070/p2p/" + peer);
        assertThat(Base64.getDecoder().decode(told.get("record").stringValue())).isEqualTo(sealed);
    }

    @Test
    void givesTheRecordAloneToWhoeverWantsToCheckIt() throws IOException {
        byte[] sealed = record(7, "/ip4/203.0.113.5/tcp/4070");
        announce(sealed);

        HttpResponse<byte[]> answer = door.send(
                door.anonymous("/signal/" + peer).header("Accept", "application/octet-stream"),
                BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(sealed);
        assertThat(PeerRecord.open(answer.body()).peer()).isEqualTo(peer);
    }

    @Test
    void refusesWhatIsOldFalseOrTooLong() throws ProtocolException {
        announce(record(7, "/ip4/203.0.113.5/tcp/4070"));
        byte[] changed = record(8, "/ip4/203.0.113.5/tcp/4070");
        changed[changed.length - 1] ^= 1;

        assertThat(announce(record(7, "/ip4/203.0.113.6/tcp/4070")).statusCode())
                .isEqualTo(403);
        assertThat(announce(changed).statusCode()).isEqualTo(400);
        assertThat(announce(new byte[5000]).statusCode()).isEqualTo(413);
        assertThat(announce(new byte[0]).statusCode()).isEqualTo(400);
    }

    @Test
    void knowsNobodyWhoSaidNothing() {
        assertThat(door.send(door.anonymous("/signal/" + peer)).statusCode()).isEqualTo(404);
        assertThat(door.send(door.anonymous("/signal/moon")).statusCode()).isEqualTo(400);
        assertThat(door.send(door.anonymous("/signals")).statusCode()).isEqualTo(404);
    }
}
