package community.kith.bench.village;

import community.kith.bench.work.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One home whose node is started again and again, as people start it: with TCP, QUIC, HTTP and mDNS.
public final class Household {
    private static final List<String> LISTEN = List.of("/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/udp/0/quic-v1");

    private final Kith kith;
    private final Scratch scratch;

    private Household(Kith kith, Scratch scratch) {
        this.kith = kith;
        this.scratch = scratch;
    }

    public static Household found(Path checkout, Scratch scratch) throws IOException, InterruptedException {
        Kith kith = new Kith(
                List.of(), checkout.resolve("kith"), scratch.folder("homes").resolve("alone"));
        kith.call("init", "--name", "Ada", "--json");
        return new Household(kith, scratch);
    }

    /// Starts the node and waits until it is READY.
    public Neighbor start() throws IOException {
        Neighbor node = Neighbor.of(kith, kith.run("", LISTEN));
        scratch.onExit(node::close);
        return node;
    }

    /// Starts the node, puts a file for nobody else, and ends the node.
    public void keep(Path file) throws IOException, InterruptedException {
        Neighbor node = start();
        try {
            kith.call("put", file.toString(), "--no-wait", "--json");
        } finally {
            node.close();
        }
    }

    public Path ledger() {
        return kith.home().resolve("ledger.db");
    }
}
