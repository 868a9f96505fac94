package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class HttpDoorTest {
    @RegisterExtension
    final OpenDoor door = new OpenDoor();

    @Test
    void showsTheNodeAtAGlance() {
        door.kith.meet("Grace", "friend", 10L << 30);

        JsonNode status = OpenDoor.json(door.get("/api/v1/status"));

        assertThat(status.get("people").intValue()).isEqualTo(1);
        assertThat(status.get("passport").stringValue()).startsWith("did:key:z6Mk");
        assertThat(status.get("addresses").get(0).stringValue()).startsWith("/ip4/192.168.1.20/tcp/4117/p2p/");
        assertThat(status.get("uptimeSeconds").isIntegralNumber()).isTrue();
        assertThat(status.has("uptime")).isFalse();
    }

    @Test
    void tellsTheAddressThatIsTakenAlready() {
        int port = door.url().getPort();
        try (var second = new HttpDoor(
                door.kith, OpenDoor.TOKEN, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port))) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void guardsEveryAnswerOfTheApi() {
        var answer = door.get("/api/v1/status");

        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void saysWhatIsNotThereAndWhatIsNotDoneThatWay() {
        var nothing = door.get("/api/v1/nothing");
        var wrongWay = door.delete("/api/v1/status");

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(wrongWay.statusCode()).isEqualTo(405);
        assertThat(wrongWay.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void answersNonsenseWithAProblemToo() throws IOException {
        String answer =
                raw("GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json")
                .doesNotContain("jetty");
    }

    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), door.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
