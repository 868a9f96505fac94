package community.kith.bench.side;

import community.kith.bench.work.Proc;
import community.kith.bench.work.Scratch;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two Syncthings on loopback that share a folder; the second holds back until it is told to fetch. The first has
/// hashed everything by then.
final class Syncthing implements AutoCloseable {
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final long POLL_MILLIS = 20;
    private static final String KEY = "side-by-side";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private final long bytes;
    private final List<Integer> doors;

    private Syncthing(long bytes, List<Integer> doors) {
        this.bytes = bytes;
        this.doors = doors;
    }

    static Optional<Path> find(Plan plan) {
        Optional<Path> program = Programs.find("syncthing");
        if (program.isEmpty()) {
            plan.say("syncthing is not installed, so there is nothing of it to compare with");
        }
        return program;
    }

    /// Two fresh ones, connected.
    ///
    /// @param from a folder with one file of so many bytes
    static Syncthing begin(Path program, Scratch scratch, Path from, Path to, long bytes)
            throws IOException, InterruptedException {
        List<Path> homes = List.of(scratch.folder("syncthing-from"), scratch.folder("syncthing-to"));
        List<Integer> doors = List.of(freePort(), freePort());
        List<Integer> ports = List.of(freePort(), freePort());
        List<String> ids = new ArrayList<>();
        for (Path home : homes) {
            Programs.output(home, List.of(program.toString(), "generate", "--no-default-folder", "--home=" + home));
            ids.add(Programs.output(home, List.of(program.toString(), "--device-id", "--home=" + home))
                    .strip());
        }
        Syncthing both = new Syncthing(bytes, doors);
        for (int i = 0; i < 2; i++) {
            Path folder = i == 0 ? from : to;
            Files.createDirectories(folder.resolve(".stfolder"));
            Files.writeString(homes.get(i).resolve("config.xml"), config(ids, ports, i, doors.get(i), folder));
            both.start(program, homes.get(i), scratch);
        }
        both.await(
                0,
                "/rest/db/status?folder=f",
                status -> status.path("localBytes").asLong() == bytes);
        both.await(
                1,
                "/rest/system/connections",
                all -> all.at("/connections/" + ids.getFirst() + "/connected").asBoolean(false));
        return both;
    }

    private static String config(List<String> ids, List<Integer> ports, int me, int door, Path folder) {
        String devices = "";
        String sharers = "";
        for (int i = 0; i < 2; i++) {
            sharers += "<device id=\"%s\"/>".formatted(ids.get(i));
            devices += "<device id=\"%s\"><address>tcp://127.0.0.1:%d</address></device>"
                    .formatted(ids.get(i), ports.get(i));
        }
        return """
                <configuration version="35">
                <folder id="f" path="%s" type="%s" fsWatcherEnabled="false" rescanIntervalS="0">%s<paused>%s</paused></folder>
                %s
                <gui enabled="true" tls="false"><address>127.0.0.1:%d</address><apikey>%s</apikey></gui>
                <options><listenAddress>tcp://127.0.0.1:%d</listenAddress><globalAnnounceEnabled>false</globalAnnounceEnabled>
                <localAnnounceEnabled>false</localAnnounceEnabled><relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>
                <urAccepted>-1</urAccepted><startBrowser>false</startBrowser><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
                <crashReportingEnabled>false</crashReportingEnabled></options>
                </configuration>
                """.formatted(
                folder, me == 0 ? "sendonly" : "receiveonly", sharers, me == 1, devices, door, KEY, ports.get(me));
    }

    private void start(Path program, Path home, Scratch scratch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(), "serve", "--no-restart", "--no-browser", "--no-upgrade", "--home=" + home)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        // Otherwise this process would only watch another, which does the work.
        builder.environment().put("STMONITORED", "yes");
        Process process = builder.start();
        scratch.onExit(process::destroyForcibly);
        processes.add(process);
    }

    List<Long> pids() {
        return processes.stream().map(Process::pid).toList();
    }

    /// The most memory that the one who fetched has had.
    double receiverMib() throws IOException {
        return Proc.peakResidentMib(processes.getLast().pid());
    }

    void fetch() throws IOException, InterruptedException {
        HttpRequest resume = request(1, "/rest/config/folders/f")
                .method("PATCH", BodyPublishers.ofString("{\"paused\":false}"))
                .build();
        int answer = http.send(resume, BodyHandlers.discarding()).statusCode();
        if (answer != 200) {
            throw new IOException("syncthing did not begin: " + answer);
        }
        await(
                1,
                "/rest/db/status?folder=f",
                status -> status.path("inSyncBytes").asLong() == bytes
                        && status.path("state").asString("").equals("idle"));
    }

    private interface Condition {
        boolean holds(JsonNode answer);
    }

    private void await(int whom, String path, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && processes.get(whom).isAlive()) {
            try {
                var answer = http.send(request(whom, path).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200 && condition.holds(JSON.readTree(answer.body()))) {
                    return;
                }
            } catch (java.net.ConnectException notYet) {
                // it is still starting
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("syncthing did not get as far as " + path);
    }

    private HttpRequest.Builder request(int whom, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + doors.get(whom) + path))
                .header("X-API-Key", KEY);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
