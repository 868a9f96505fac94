package community.kith.bench.village;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One node of a village.
public final class Neighbor implements AutoCloseable {
    private static final long GOODBYE_SECONDS = 10;
    private static final long COMPANY_SECONDS = 90;

    private final Kith kith;
    private Process process;
    private String javaOptions = "";
    private List<String> listen = List.of();

    private Neighbor(Kith kith, Process process) {
        this.kith = kith;
        this.process = process;
    }

    static Neighbor moveIn(Kith kith, String name, String javaOptions, String address)
            throws IOException, InterruptedException {
        kith.call("init", "--name", name, "--json");
        // What is measured is what holders give, also the second time.
        Files.writeString(
                kith.home().resolve("config.properties"),
                "budget.cache=0\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        List<String> listen = List.of("/ip4/" + address + "/tcp/0");
        Neighbor neighbor = of(kith, kith.run(javaOptions, listen));
        neighbor.javaOptions = javaOptions;
        neighbor.listen = listen;
        return neighbor;
    }

    static Neighbor of(Kith kith, Process process) {
        return new Neighbor(kith, process);
    }

    String invite(int uses) throws IOException, InterruptedException {
        return kith.call("invite", "--as", "friend", "--uses", Integer.toString(uses), "--json")
                .get("ticket")
                .stringValue();
    }

    void accept(String ticket) throws IOException, InterruptedException {
        kith.call("accept", ticket, "--json");
    }

    /// Waits until this node sees that many others.
    public void awaitCompany(int others) throws IOException, InterruptedException {
        long end = System.nanoTime() + COMPANY_SECONDS * 1_000_000_000L;
        while (present() < others) {
            if (System.nanoTime() > end) {
                throw new IOException("after " + COMPANY_SECONDS + " s a node still misses neighbors");
            }
            Thread.sleep(500);
        }
    }

    private long present() throws IOException, InterruptedException {
        return kith.call("people", "--json")
                .get("people")
                .valueStream()
                .filter(person -> person.get("online").booleanValue())
                .count();
    }

    /// Puts a file for the neighbourhood, waits until it is durable, and returns its link.
    public String put(Path file) throws IOException, InterruptedException {
        return kith.call("put", file.toString(), "--reach", "neighborhood", "--json")
                .get("link")
                .stringValue();
    }

    public void get(String link, Path target) throws IOException, InterruptedException {
        kith.call("get", link, "-o", target.toString(), "--json");
    }

    public Path home() {
        return kith.home();
    }

    /// Ends it at once, as when the power goes.
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /// Starts it again after it was killed.
    public void again() throws IOException {
        close();
        process = kith.run(javaOptions, listen);
    }

    /// Sends a signal to its process.
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /// Where its HTTP door is.
    public String url() throws IOException {
        return kith.url();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
