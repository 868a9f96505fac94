package community.kith.p2p.portmap;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Speaks with a UPnP device over HTTP: bounded answers, no redirects, a few seconds at most.
final class Soap {
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Soap() {}

    /// The device's refusal, with its error code.
    static final class Refusal extends ProtocolException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refusal(String action, int code) {
            super("the router refuses " + action + ": UPnP error " + code);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static byte[] get(URI at) throws IOException {
        return exchange(HttpRequest.newBuilder(at).timeout(PATIENCE).build()).body;
    }

    /// Has the service act, and returns what it answers by name.
    static Map<String, String> call(DeviceDescription device, String action, SequencedMap<String, String> arguments)
            throws IOException {
        StringBuilder body = new StringBuilder();
        arguments.forEach((name, value) -> body.append("<%s>%s</%s>".formatted(name, value, name)));
        HttpRequest request = HttpRequest.newBuilder(device.control())
                .timeout(PATIENCE)
                .header("Content-Type", "text/xml; charset=\"utf-8\"")
                .header("SOAPAction", "\"%s#%s\"".formatted(device.service(), action))
                .POST(HttpRequest.BodyPublishers.ofString(envelope(device.service(), action, body)))
                .build();
        Answer answer = exchange(request);
        Map<String, String> values = new LinkedHashMap<>();
        Xml.walk(answer.body, values::put);
        if (answer.status != 200) {
            throw new Refusal(action, code(values.getOrDefault("errorCode", "")));
        }
        return values;
    }

    private static String envelope(String service, String action, CharSequence body) {
        return """
                <?xml version="1.0"?>
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
                s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>\
                <u:%s xmlns:u="%s">%s</u:%s></s:Body></s:Envelope>
                """.formatted(action, service, body, action);
    }

    private static int code(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    private static final class Answer {
        final int status;
        final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }
    }

    private static Answer exchange(HttpRequest request) throws IOException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MAX_BYTES + 1);
                if (body.length > MAX_BYTES) {
                    throw new ProtocolException("the router answers with more than " + MAX_BYTES + " bytes");
                }
                return new Answer(response.statusCode(), body);
            } finally {
                http.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the router", e);
        }
    }
}
