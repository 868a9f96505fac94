package community.kith.doors.http;

import community.kith.node.api.Kith;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/// Serves one node's HTTP API and web page on one address.
///
/// Few platform threads watch sockets; each request runs on a virtual thread of its own. Connections, header sizes and
/// pooled buffers are bounded, so an idle door costs little and a flooded one refuses.
public final class HttpDoor implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final long POOLED_BYTES = 4L << 20;
    /// How long a client may leave a read or a write of ours waiting.
    private static final Duration STALLED = Duration.ofSeconds(30);

    private final InetSocketAddress bind;
    private final EventStream events;
    private final Server server;
    private final ServerConnector connector;

    /// @param token what a caller shows as `Authorization: Bearer …`
    /// @param bind where to listen; port 0 takes a free one
    public HttpDoor(Kith kith, String token, InetSocketAddress bind) {
        this.bind = bind;
        this.events = new EventStream(kith);
        var threads = new QueuedThreadPool(8, 2);
        threads.setName("http");
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory()));
        this.server = new Server(
                threads,
                new ScheduledExecutorScheduler("http-timer", true, 1),
                new ArrayByteBufferPool(0, -1, 64 * 1024, 64, POOLED_BYTES, POOLED_BYTES));
        this.connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(bind.getHostString());
        connector.setPort(bind.getPort());
        connector.setIdleTimeout(STALLED.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        var gate = new Gate(token, bind);
        server.setHandler(new FrontDesk(gate, new Router(Api.routes(kith, gate, events)), new Page()));
        server.setErrorHandler(new LastResort());
    }

    private static HttpConfiguration configuration() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setOutputBufferSize(BUFFER_BYTES);
        http.setOutputAggregationSize(BUFFER_BYTES);
        return http;
    }

    /// Starts to serve.
    ///
    /// @throws IOException naming the address when it cannot be listened on
    public void start() throws IOException {
        try {
            connector.open();
        } catch (IOException taken) {
            throw new IOException(
                    "cannot listen for HTTP on " + bind.getHostString() + ":" + bind.getPort() + ": " + cause(taken),
                    taken);
        }
        LifeCycle.start(server);
    }

    private static String cause(IOException failure) {
        return String.valueOf((failure.getCause() == null ? failure : failure.getCause()).getMessage());
    }

    /// Where the page and the API are, such as `http://127.0.0.1:7117`; known once started.
    public URI url() {
        boolean anywhere = bind.getAddress() != null && bind.getAddress().isAnyLocalAddress();
        String host = anywhere ? "127.0.0.1" : bind.getHostString();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort());
    }

    /// Ends event streams, then stops to serve.
    @Override
    public void close() {
        events.close();
        LifeCycle.stop(server);
    }
}
