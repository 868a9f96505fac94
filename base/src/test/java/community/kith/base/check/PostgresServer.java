package community.kith.base.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server of Debian's package `postgresql`, on a free port of the loopback, with a cluster of its own that
/// is gone when the tests are. Its order of text is a language's, not that of bytes.
public final class PostgresServer {
    public static final String USER = "kith";
    public static final String PASSWORD = "only-for-tests";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Programs programs;
    private final Path data;
    private final int port;

    private PostgresServer(Programs programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }

    /// The one server of these tests.
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static PostgresServer start() {
        try {
            var programs = Programs.as("postgres", "kith-postgres");
            var secret = Files.writeString(programs.folder().resolve("secret"), PASSWORD);
            programs.own(secret);
            var server = new PostgresServer(programs, programs.folder().resolve("data"), Programs.freePort());
            programs.run(
                    binary("initdb"),
                    "--no-sync",
                    "-D",
                    server.data.toString(),
                    "-U",
                    USER,
                    "--pwfile=" + secret,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--locale-provider=icu",
                    "--icu-locale=en-US");
            server.up("fsync=on");
            programs.atTheEnd(() -> server.pgCtl("-m", "immediate", "stop"));
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// An empty database, as a JDBC URL without the password.
    public String createDatabase() throws IOException {
        var name = "db" + DATABASES.incrementAndGet();
        programs.run(binary("psql"), administrator("postgres"), "-qc", "CREATE DATABASE " + name);
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=" + USER;
    }

    /// Ends every session, as an administrator may.
    public void endSessions() throws IOException {
        programs.run(
                binary("psql"),
                administrator("postgres"),
                "-qc",
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname LIKE 'db%'");
    }

    /// Runs statements in a database of [#createDatabase].
    public void psql(String url, String sql) throws IOException {
        var name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        programs.run(binary("psql"), administrator(name), "-qc", sql);
    }

    /// Ends the server as a crash would, and starts it again.
    public void crash() throws IOException {
        restartWith("fsync=on");
    }

    /// The same, with one setting from then on.
    public void restartWith(String setting) throws IOException {
        pgCtl("-m", "immediate", "stop");
        up(setting);
    }

    private void up(String setting) throws IOException {
        pgCtl(
                "-w",
                "-l",
                programs.folder().resolve("log").toString(),
                "-o",
                "-h 127.0.0.1 -p " + port + " -k " + programs.folder() + " -c " + setting,
                "start");
    }

    private void pgCtl(String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(List.of(binary("pg_ctl"), "-s", "-D", data.toString()));
        command.addAll(List.of(arguments));
        programs.run(command.toArray(String[]::new));
    }

    private String administrator(String database) {
        return "postgresql://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    private static String binary(String name) throws IOException {
        var root = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(root)) {
            try (var versions = Files.list(root)) {
                var newest = versions.map(version -> version.resolve("bin").resolve(name))
                        .filter(Files::isExecutable)
                        .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get().toString();
                }
            }
        }
        throw new IOException("no PostgreSQL server here: apt-get install postgresql");
    }
}
