package community.kith.p2p.portmap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A UPnP gateway on loopback: it is found by a datagram, describes itself, and answers actions by one rule.
final class UpnpDevice implements AutoCloseable {
    static final String SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1";

    private final HttpServer http;
    private final UdpRouter ssdp;
    private final List<String> called = new CopyOnWriteArrayList<>();

    /// What is answered to an action: the status and the body.
    record Reply(int status, String body) {
        static Reply value(String name, String text) {
            return new Reply(200, envelope("<u:R xmlns:u='x'><%s>%s</%s></u:R>".formatted(name, text, name)));
        }

        static Reply error(int code) {
            return new Reply(
                    500,
                    envelope("<s:Fault><detail><UPnPError><errorCode>%d</errorCode></UPnPError></detail></s:Fault>"
                            .formatted(code)));
        }

        private static String envelope(String body) {
            return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>%s</s:Body></s:Envelope>"
                    .formatted(body);
        }
    }

    UpnpDevice(Function<String, Reply> rule) throws IOException {
        this(rule, "/control");
    }

    UpnpDevice(Function<String, Reply> rule, String control) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        http.createContext("/device.xml", exchange -> send(exchange, new Reply(200, description(control))));
        http.createContext("/control", exchange -> {
            String action = exchange.getRequestHeaders().getFirst("SOAPAction");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            called.add(action + " " + body);
            send(exchange, rule.apply(action.replaceAll(".*#|\"", "")));
        });
        http.start();
        ssdp = new UdpRouter(question -> List.of(("HTTP/1.1 200 OK\r\nST: x\r\nLOCATION: " + location() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String description(String control) {
        return """
                <?xml version="1.0"?>
                <root xmlns="urn:schemas-upnp-org:device-1-0"><device><deviceList><device><deviceList><device>
                <serviceList><service><serviceType>urn:schemas-upnp-org:service:WANCommonInterfaceConfig:1</serviceType>
                <controlURL>/other</controlURL></service>
                <service><serviceType>%s</serviceType><controlURL>%s</controlURL></service></serviceList>
                </device></deviceList></device></deviceList></device></root>
                """.formatted(SERVICE, control);
    }

    private String location() {
        return "http://127.0.0.1:%d/device.xml".formatted(http.getAddress().getPort());
    }

    InetSocketAddress group() {
        return ssdp.at();
    }

    /// Actions and their bodies, in order.
    List<String> called() {
        return called;
    }

    @Override
    public void close() {
        http.stop(0);
        ssdp.close();
    }
}
