package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FilesApiTest {
    private static final String MOON = "the moon is a friend for the lonesome to talk to";

    @RegisterExtension
    final OpenDoor door = new OpenDoor();

    @TempDir
    Path folder;

    @Test
    void keepsWhatIsSentAndGivesItBack() {
        HttpResponse<String> kept = door.post("/api/v1/files?name=moon.txt&reach=private&wait=accepted", MOON);

        assertThat(kept.statusCode()).isEqualTo(201);
        String cid = OpenDoor.json(kept).get("manifest").stringValue();
        assertThat(kept.headers().firstValue("Location")).hasValue("/api/v1/files/" + cid);
        assertThat(OpenDoor.json(kept).get("tier").stringValue()).isEqualTo("accepted");
        assertThat(OpenDoor.json(kept).get("kind").stringValue()).isEqualTo("file");
        assertThat(door.get("/api/v1/files/" + cid + "/content").body()).isEqualTo(MOON);
        assertThat(OpenDoor.json(door.get("/api/v1/files")).get("files").size()).isEqualTo(1);
    }

    @Test
    void makesABrowserSaveContentAndNeverShowIt() {
        String cid = keep("mo\"on é.html");

        var headers = door.get("/api/v1/files/" + cid + "/content").headers();

        assertThat(headers.firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"mo_on _.html\"; filename*=UTF-8''mo%22on%20%C3%A9.html");
        assertThat(headers.firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("sandbox");
    }

    @Test
    void givesTheRangeAskedFor() {
        String content = "/api/v1/files/" + keep("moon.txt") + "/content";

        var part = door.send(door.request(content).header("Range", "bytes=4-7"));
        var tail = door.send(door.request(content).header("Range", "bytes=-7"));
        var beyond = door.send(door.request(content).header("Range", "bytes=1000-"));
        var changed =
                door.send(door.request(content).header("Range", "bytes=4-7").header("If-Range", "\"other\""));

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("moon");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-7/" + MOON.length());
        assertThat(tail.body()).isEqualTo("talk to");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */" + MOON.length());
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    @Test
    void neverLetsAPartPassForTheWhole() {
        Cid lost = kept("lost");
        Cid torn = kept("torn");
        door.kith.lose(lost, 0);
        door.kith.lose(torn, 1 << 20);

        assertThat(door.get("/api/v1/files/" + lost + "/content").statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> door.get("/api/v1/files/" + torn + "/content"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(door.get("/api/v1/status").statusCode()).isEqualTo(200);
    }

    private Cid kept(String name) {
        door.send(door.request("/api/v1/files?wait=accepted&name=" + name)
                .POST(BodyPublishers.ofByteArray(new byte[2 << 20])));
        return door.kith.files().getFirst().manifest();
    }

    @Test
    void tellsHowManyHoldersAreMissingAndTheLinkOfWhatIsKeptAllTheSame() {
        HttpResponse<String> answer = door.post("/api/v1/files?name=moon.txt", MOON);

        JsonNode problem = OpenDoor.json(answer);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(problem.get("missing").intValue()).isEqualTo(3);
        assertThat(problem.get("link").stringValue()).startsWith("kith:");
        assertThat(problem.get("status").intValue()).isEqualTo(503);
    }

    @Test
    void tellsAFullDiskFromOtherFailures() {
        door.kith.setDiskFree(10);

        assertThat(door.post("/api/v1/files?name=moon.txt&wait=accepted", MOON).statusCode())
                .isEqualTo(507);
    }

    @Test
    void namesTheArgumentThatIsWrong() {
        assertThat(door.post("/api/v1/files", MOON).body()).contains("name: missing");
        assertThat(door.post("/api/v1/files?name=a&reach=moon", MOON).statusCode())
                .isEqualTo(400);
        assertThat(door.post("/api/v1/files?name=a&wait=forever", MOON).body()).contains("wait: no such choice");
        assertThat(door.post("/api/v1/files?name=a&holders=nobody", MOON).body())
                .contains("holders: no such choice");
        assertThat(door.get("/api/v1/files/moon").statusCode()).isEqualTo(400);
        assertThat(door.post("/api/v1/files/import", "{\"path\":\"here\"}").body())
                .contains("absolute");
        assertThat(door.post("/api/v1/files/import", "{\"path\":\"/tmp\",\"raech\":\"local\"}")
                        .body())
                .contains("raech: no such field");
        assertThat(door.post("/api/v1/files/import", "[").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesJsonThatIsTooLarge() {
        String json = "{\"path\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(door.post("/api/v1/files/import", json).statusCode()).isEqualTo(413);
        assertThat(door.send(door.request("/api/v1/files/import")
                                .POST(BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void bringsAFolderFromDiskAndHandsItOutAsAZip() throws IOException {
        Files.writeString(folder.resolve("moon.txt"), MOON);
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/sun.txt"), "sun");

        List<String> lines = door.post(
                        "/api/v1/files/import",
                        "{\"path\":\"" + folder + "\",\"name\":\"sky\",\"reach\":\"local\",\"wait\":\"accepted\"}")
                .body()
                .lines()
                .toList();

        JsonNode result = OpenDoor.json(lines.getLast()).get("result");
        assertThat(result.get("kind").stringValue()).isEqualTo("folder");
        String content = "/api/v1/files/" + result.get("manifest").stringValue() + "/content";
        assertThat(door.get(content + "?path=a/sun.txt").body()).isEqualTo("sun");
        assertThat(door.get(content + "?path=none").statusCode()).isEqualTo(404);
        assertThat(namesIn(door.send(door.request(content), BodyHandlers.ofInputStream())
                        .body()))
                .containsExactly("sky/a/sun.txt", "sky/moon.txt");
    }

    @Test
    void tellsOnTheLastLineWhyALongCallFailed() {
        HttpResponse<String> answer = door.post("/api/v1/files/import", "{\"path\":\"" + folder + "/none\"}");

        JsonNode error = OpenDoor.json(answer.body().lines().toList().getLast()).get("error");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(error.get("status").intValue()).isEqualTo(500);
        assertThat(error.get("detail").stringValue()).contains("none");
    }

    @Test
    void checksAndForgets() {
        String file = "/api/v1/files/" + keep("moon.txt");

        assertThat(OpenDoor.json(door.post(file + "/check", "")).get("k").intValue())
                .isEqualTo(1);
        assertThat(door.send(door.request(file + "/check")
                                .header("Accept", "application/x-ndjson")
                                .POST(BodyPublishers.noBody()))
                        .body()
                        .lines()
                        .toList()
                        .getLast())
                .startsWith("{\"result\"");
        assertThat(OpenDoor.json(door.get(file + "/health"))
                        .get("missingHolders")
                        .intValue())
                .isEqualTo(3);
        assertThat(OpenDoor.json(door.delete(file + "?how=for-good"))
                        .get("removed")
                        .stringValue())
                .isEqualTo(file.substring(14));
        assertThat(door.get(file).statusCode()).isEqualTo(404);
    }

    @Test
    void streamsMoreThanFitsInMemoryBothWays() throws IOException {
        long size = 3L << 30;
        HttpResponse<String> kept = door.send(door.request("/api/v1/files?name=zeros&wait=accepted")
                .timeout(java.time.Duration.ofMinutes(2))
                .POST(BodyPublishers.ofInputStream(() -> new Zeros(size))));

        String cid = OpenDoor.json(kept).get("manifest").stringValue();
        try (InputStream back = door.send(
                        door.request("/api/v1/files/" + cid + "/content"), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(back.transferTo(OutputStream.nullOutputStream())).isEqualTo(size);
        }
    }

    private String keep(String name) {
        String query = "name=" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8);
        return OpenDoor.json(door.post("/api/v1/files?wait=accepted&" + query, MOON))
                .get("manifest")
                .stringValue();
    }

    private static List<String> namesIn(InputStream zip) throws IOException {
        List<String> names = new java.util.ArrayList<>();
        try (var in = new ZipInputStream(zip)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int at, int wanted) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(wanted, left);
            java.util.Arrays.fill(into, at, at + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
