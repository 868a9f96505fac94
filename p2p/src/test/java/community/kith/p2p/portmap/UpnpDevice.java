package community.kith.p2p.portmap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A UPnP gateway on loopback: it is found by a datagram, describes itself, and answers actions by one rule.
final class UpnpDevice implements AutoCloseable {
    static final String SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1";

    private final ServerSocket http;
    private final Function<String, Reply> rule;
    private final String control;
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
        this.rule = rule;
        this.control = control;
        this.http = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().name("upnp device").start(this::serve);
        ssdp = new UdpRouter(question -> List.of(("HTTP/1.1 200 OK\r\nST: x\r\nLOCATION: " + location() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    }

    private void serve() {
        while (!http.isClosed()) {
            try (Socket caller = http.accept()) {
                answer(caller);
            } catch (IOException e) {
                if (!http.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /// One request and one answer, without pipelining or keeping alive.
    private void answer(Socket caller) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        String request = in.readLine();
        int length = 0;
        String action = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "soapaction" -> action = value;
                default -> {}
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
        Reply reply = new Reply(200, description(control));
        if (!request.startsWith("GET /device.xml ")) {
            called.add(action + " " + new String(body));
            reply = rule.apply(action.replaceAll(".*#|\"", ""));
        }
        byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 %d x\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                .formatted(reply.status(), answer.length);
        OutputStream out = caller.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(answer);
        out.flush();
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
        return "http://127.0.0.1:%d/device.xml".formatted(http.getLocalPort());
    }

    InetSocketAddress group() {
        return ssdp.at();
    }

    /// Actions and their bodies, in order.
    List<String> called() {
        return called;
    }

    @Override
    public void close() throws IOException {
        http.close();
        ssdp.close();
    }
}
