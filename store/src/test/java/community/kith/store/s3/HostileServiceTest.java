package community.kith.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import community.kith.base.name.Cid;
import community.kith.store.blob.StorageFullException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service that answers as it should not. It harms nobody: answers are bounded, and errors say which bucket and
/// where.
@Timeout(60)
class HostileServiceTest {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile HttpHandler answer = exchange -> answer(exchange, 404, "");
    private HttpServer server;
    private S3Client client;
    private Bucket bucket;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            answer.handle(exchange);
        });
        server.start();
        bucket = Bucket.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "bucket-1");
        client = bucket.client();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void refusesMoreBytesThanAnObjectCanHave() {
        answer = HostileServiceTest::withoutEnd;
        assertThatThrownBy(() -> client.get("object", 1000)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> client.get("object", 0, 1000)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> client.list("")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesARangeThatIsNotTheOneAskedFor() {
        answer = exchange -> answer(exchange, 200, "0123456789");
        assertThatThrownBy(() -> client.get("object", 5, 15)).isInstanceOf(ProtocolException.class);
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-14/100");
            answer(exchange, 206, "012345");
        };
        assertThatThrownBy(() -> client.get("object", 5, 15))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("6 bytes came instead of 10");
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/100");
            answer(exchange, 206, "0123456789");
        };
        assertThatThrownBy(() -> client.get("object", 5, 15)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesListsThatGoInCirclesOrNowhere() throws IOException {
        var circle = page(true, "kith/a", "kith/b");
        answer = exchange -> answer(exchange, 200, circle);
        assertThat(client.list("").objects()).hasSize(2);
        assertThatThrownBy(() -> client.list("b"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not in order");
        answer = exchange -> answer(exchange, 200, page(false, "theirs/a"));
        assertThatThrownBy(() -> client.list("")).isInstanceOf(ProtocolException.class);
        answer = exchange -> answer(exchange, 200, page(true));
        assertThatThrownBy(() -> client.list(""))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("does not end");
        answer = exchange -> answer(exchange, 200, page(false, "kith/a").replace("<Size>7", "<Size>-7"));
        assertThatThrownBy(() -> client.list("")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesXmlThatGrowsOrReads() {
        var bomb = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a '" + "a".repeat(1000) + "'><!ENTITY b '"
                + "&a;".repeat(1000) + "'>]><ListBucketResult><Contents><Key>&b;</Key></Contents></ListBucketResult>";
        answer = exchange -> answer(exchange, 200, bomb);
        assertThatThrownBy(() -> client.list("")).isInstanceOf(ProtocolException.class);
        var thief = "<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><ListBucketResult><Contents><Key>&a;</Key>"
                + "</Contents></ListBucketResult>";
        answer = exchange -> answer(exchange, 200, thief);
        assertThatThrownBy(() -> client.list("")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void asksAgainWhenTheServiceIsBusyButNotForEver() throws IOException {
        answer = exchange -> answer(exchange, asked.get() < 3 ? 503 : 200, "");
        client.put("object", Payload.NONE);
        assertThat(asked).hasValue(3);

        asked.set(0);
        answer = exchange -> answer(exchange, 500, "<Error><Code>InternalError</Code><Message>sorry</Message></Error>");
        assertThatThrownBy(() -> client.put("object", Payload.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bucket bucket-1/kith/ at http://127.0.0.1")
                .hasMessageContaining("InternalError: sorry");
        assertThat(asked).hasValue(5);
    }

    @Test
    void saysWhatIsWrongInWordsThatHelp() {
        answer = exchange -> answer(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
        assertThatThrownBy(() -> client.delete("object"))
                .hasMessageContaining("SignatureDoesNotMatch")
                .hasMessageContaining("check the credentials")
                .hasMessageNotContaining("testing");
        answer = exchange -> answer(exchange, 301, "");
        assertThatThrownBy(() -> client.delete("object")).hasMessageContaining("region");
        answer = exchange -> answer(exchange, 404, "<Error><Code>NoSuchBucket</Code></Error>");
        assertThatThrownBy(() -> client.delete("object")).hasMessageContaining("create the bucket");
        answer = exchange -> answer(exchange, 403, "<Error><Code>QuotaExceeded</Code></Error>");
        assertThatThrownBy(() -> client.put("object", Payload.NONE)).isInstanceOf(StorageFullException.class);
        assertThat(asked).hasValue(4);
    }

    @Test
    void aServiceThatTalksNonsenseForAWhileDestroysNothing() throws IOException {
        var kept = new java.util.concurrent.ConcurrentHashMap<String, byte[]>();
        answer = exchange -> {
            var path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    kept.put(path, new byte[0]);
                    answer(exchange, 200, "");
                }
                case "DELETE" -> {
                    kept.remove(path);
                    answer(exchange, 204, "");
                }
                default -> {
                    if (exchange.getRequestURI().getQuery() != null) {
                        answer(exchange, 200, page(false));
                    } else if (path.endsWith(Tenancy.MARK)) {
                        answer(exchange, 404, "");
                    } else {
                        answer(exchange, 200, "welcome!!!");
                    }
                }
            }
        };
        try (var blobs = bucket.open(folder, 1000)) {
            var cid = blobs.put(new byte[10], 0, 10);
            assertThatThrownBy(() -> blobs.read(cid, 10)).isInstanceOf(IOException.class);
            assertThat(blobs.has(cid)).isFalse();
            assertThat(blobs.count()).isZero();
            assertThat(kept.keySet()).anyMatch(path -> path.endsWith(community.kith.store.blob.Names.hex(cid)));
            assertThat(blobs.delete(Cid.ofRaw(new byte[10]))).isFalse();
        }
    }

    private static String page(boolean more, String... keys) {
        var page = new StringBuilder("<ListBucketResult><IsTruncated>" + more + "</IsTruncated>");
        for (var key : keys) {
            page.append("<Contents><Key>").append(key).append("</Key><Size>7</Size></Contents>");
        }
        return page.append("</ListBucketResult>").toString();
    }

    private static void withoutEnd(HttpExchange exchange) throws IOException {
        try (exchange;
                var out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, 0);
            var block = new byte[64 * 1024];
            for (var i = 0; i < 10_000; i++) {
                out.write(block);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            var head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            }
            exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head && bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
