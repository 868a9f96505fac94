package community.kith.base.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// An S3 service of Debian's packages `swift-proxy`, `swift-account`, `swift-container`, `swift-object` and
/// `memcached`:
/// OpenStack Swift with its S3 interface, on the loopback, with one disk in a folder that is gone when the tests are.
public final class SwiftServer {
    public static final String ACCESS_KEY = "test:tester";
    public static final String SECRET_KEY = "testing";
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    /// Makes the rings, then becomes the four servers: they share what they have read of Python's modules.
    private static final String SERVERS = """
            import os, signal, sys
            folder, proxy, account, container, obj, cache = sys.argv[1], *map(int, sys.argv[2:])
            from swift.common.ring import RingBuilder
            from swift.common.wsgi import run_wsgi
            for name, port in (('account', account), ('container', container), ('object', obj)):
                ring = RingBuilder(4, 1, 0)
                ring.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': port, 'device': 'd', 'weight': 1.0})
                ring.rebalance()
                ring.get_ring().save(f'{folder}/{name}.ring.gz')
            filters = ['catch_errors', 'gatekeeper', 'cache', 'listing_formats', 's3api', 'tempauth', 'copy', 'bulk',
                       'slo', 'dlo', 'versioned_writes']
            def conf(name, port, pipeline, rest=''):
                more = 'account_autocreate = true' if name == 'proxy' else ''
                open(f'{folder}/{name}.conf', 'w').write(f'''[DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = {port}
            workers = 0
            swift_dir = {folder}
            devices = {folder}/disk
            mount_check = false
            [pipeline:main]
            pipeline = {pipeline}
            [app:{name}-server]
            use = egg:swift#{name}
            {more}
            {rest}
            ''')
            own = {'tempauth': 'user_test_tester = testing .admin', 'cache': f'memcache_servers = 127.0.0.1:{cache}'}
            conf('proxy', proxy, ' '.join(filters + ['proxy-server']), '\\n'.join(
                f'[filter:{f}]\\nuse = egg:swift#' + ('memcache' if f == 'cache' else f) + '\\n' + own.get(f, '')
                for f in filters))
            conf('account', account, 'account-server')
            conf('container', container, 'container-server')
            conf('object', obj, 'object-server')
            children = []
            for name in ('account', 'container', 'object', 'proxy'):
                child = os.fork()
                if child == 0:
                    os.setpgid(0, 0)
                    sys.exit(run_wsgi(f'{folder}/{name}.conf', f'{name}-server', verbose=True))
                children.append(child)
            sys.stdin.read()
            for child in children:
                try: os.killpg(child, signal.SIGKILL)
                except ProcessLookupError: pass
            """;

    private final URI endpoint;

    private SwiftServer(URI endpoint) {
        this.endpoint = endpoint;
    }

    private static final class Shared {
        private static final SwiftServer SERVER = start();
    }

    /// The one server of these tests.
    public static SwiftServer shared() {
        return Shared.SERVER;
    }

    public URI endpoint() {
        return endpoint;
    }

    /// A name that no bucket has yet.
    public String newBucket() {
        return "bucket-" + BUCKETS.incrementAndGet();
    }

    private static SwiftServer start() {
        try {
            if (!Files.isExecutable(java.nio.file.Path.of("/usr/bin/swift-proxy-server"))) {
                throw new IOException("no Swift here: apt-get install swift-proxy swift-account swift-container"
                        + " swift-object memcached");
            }
            var programs = Programs.as("swift", "kith-swift");
            programs.own(Files.createDirectory(programs.folder().resolve("disk")));
            programs.own(Files.createDirectory(programs.folder().resolve("disk").resolve("d")));
            var script = Files.writeString(programs.folder().resolve("servers.py"), SERVERS);
            var ports = new int[5];
            java.util.Arrays.setAll(ports, i -> freePort());
            programs.start("memcached.log", "memcached", "-l", "127.0.0.1", "-p", "" + ports[4], "-m", "16");
            var servers = programs.start(
                    "swift.log",
                    "/usr/bin/python3",
                    script.toString(),
                    programs.folder().toString(),
                    "" + ports[0],
                    "" + ports[1],
                    "" + ports[2],
                    "" + ports[3],
                    "" + ports[4]);
            for (var port : ports) {
                await(port, servers, programs);
            }
            return new SwiftServer(URI.create("http://127.0.0.1:" + ports[0]));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try {
            return Programs.freePort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(int port, Process servers, Programs programs) throws IOException {
        var until = Instant.now().plus(MOST);
        while (!answers(port)) {
            if (Instant.now().isAfter(until) || !servers.isAlive()) {
                throw new IOException("Swift does not answer on port " + port + ": "
                        + Files.readString(programs.folder().resolve("swift.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
