package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    @RegisterExtension
    final OpenDoor door = new OpenDoor();

    @Test
    void asksForTheToken() {
        HttpResponse<String> answer = door.send(door.anonymous("/api/v1/status"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"kith\"");
        assertThat(OpenDoor.json(answer).get("detail").stringValue()).contains("HOME/api-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic a-token-of-this-test", "a-token-of-this-test"})
    void refusesAnythingElse(String authorization) {
        HttpResponse<String> answer =
                door.send(door.anonymous("/api/v1/status").header("Authorization", authorization));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void givesABrowserACookieForTheToken() {
        HttpResponse<String> entered = enter(OpenDoor.TOKEN);

        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(entered.statusCode()).isEqualTo(204);
        assertThat(cookie)
                .startsWith("kith-" + door.url().getPort() + "=")
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/")
                .doesNotContain(OpenDoor.TOKEN);
        assertThat(door.send(door.anonymous("/api/v1/status").header("Cookie", pair(cookie)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void givesNoCookieForAnythingElse() {
        HttpResponse<String> answer = enter("guess");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void letsAPageChangeThingsOnlyWithTheHeaderThatOtherOriginsCannotSend() {
        String cookie =
                pair(enter(OpenDoor.TOKEN).headers().firstValue("Set-Cookie").orElseThrow());
        String invitation = "{\"bond\":\"friend\",\"uses\":1,\"validForSeconds\":60}";

        HttpResponse<String> without = door.send(door.anonymous("/api/v1/invitations")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString(invitation)));
        HttpResponse<String> with = door.send(door.anonymous("/api/v1/invitations")
                .header("Cookie", cookie)
                .header("X-Kith", "1")
                .POST(BodyPublishers.ofString(invitation)));

        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(with.statusCode()).isEqualTo(201);
    }

    @Test
    void endsASession() {
        HttpResponse<String> left = door.delete("/api/v1/session");

        assertThat(left.statusCode()).isEqualTo(204);
        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("Expires=Thu, 01 Jan 1970");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kith.example", "127.0.0.1.example", "192.168.1.20", "localhost.example:80"})
    void refusesNamesThatAreNotOurs(String host) throws IOException {
        assertThat(statusFor(host)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST:8080", "[::1]:9000", "127.0.0.1:7117"})
    void answersToTheNamesOfThisComputer(String host) throws IOException {
        assertThat(statusFor(host)).isEqualTo(200);
    }

    private HttpResponse<String> enter(String token) {
        return door.send(
                door.anonymous("/api/v1/session").POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
    }

    private static String pair(String setCookie) {
        return setCookie.substring(0, setCookie.indexOf(';'));
    }

    private int statusFor(String host) throws IOException {
        try (var socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), door.url().getPort())) {
            socket.setSoTimeout(10_000);
            String request = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }
}
