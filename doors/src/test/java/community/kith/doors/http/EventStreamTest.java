package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class EventStreamTest {
    @RegisterExtension
    final OpenDoor door = new OpenDoor();

    @Test
    void tellsWhatHappensFromNowOn() {
        door.kith.meet("Grace", "friend", 1);
        HttpResponse<Stream<String>> stream = listen();
        try (Stream<String> lines = stream.body()) {
            Iterator<String> line = lines.iterator();
            assertThat(line.next()).startsWith("retry: ");

            door.kith.meet("Lin", "kin", 1);

            assertThat(line.next()).isEmpty();
            assertThat(line.next()).isEqualTo("id: 2");
            assertThat(line.next()).isEqualTo("event: person");
            assertThat(line.next()).startsWith("data: {\"id\":2,").contains("\"text\":\"Lin is in your book now.\"");
        }
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    }

    @Test
    void endsWhenTheDoorCloses() {
        try (Stream<String> lines = listen().body()) {
            Iterator<String> line = lines.iterator();
            line.next();

            door.close();

            while (line.hasNext()) {
                line.next();
            }
        }
        assertThat(door.kith.eventReaders()).isZero();
    }

    @Test
    void hasABoundOnReaders() {
        for (int i = 0; i < 32; i++) {
            assertThat(listen().statusCode()).isEqualTo(200);
        }

        assertThat(door.get("/api/v1/events").statusCode()).isEqualTo(503);
    }

    private HttpResponse<Stream<String>> listen() {
        return door.send(door.request("/api/v1/events"), BodyHandlers.ofLines());
    }
}
