package community.kith.bench.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/// A process beside a node that reads ranges through its HTTP door: `RangeProbe HOME`. Each line is `LINK FROM TO`,
/// answered
/// with how many milliseconds passed until the first byte was there; or `LINK`, which only opens it.
public final class RangeProbe {
    private static final JsonMapper JSON = new JsonMapper();

    private RangeProbe() {}

    public static void main(String... args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]);
        String token = Files.readString(home.resolve("api-token")).strip();
        String url = args[1];
        HttpClient client = HttpClient.newHttpClient();
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        while (order != null) {
            String[] words = order.split(" ", 3);
            var body = JSON.createObjectNode().put("link", words[0]);
            if (words.length == 3) {
                body.put("from", Long.parseLong(words[1])).put("to", Long.parseLong(words[2]));
            }
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(url + (words.length == 3 ? "/api/v1/links/read" : "/api/v1/links/open")))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build();
            long start = System.nanoTime();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                int first = in.read();
                double millis = (System.nanoTime() - start) / 1e6;
                in.transferTo(java.io.OutputStream.nullOutputStream());
                System.out.println(
                        answer.statusCode() == 200 && first >= 0 ? millis : "failed: " + answer.statusCode());
            }
            order = orders.readLine();
        }
    }
}
