package community.kith.doors;

import community.kith.base.name.Cid;
import community.kith.doors.http.HttpDoor;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Person;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/// Serves the page over a node in memory, to look at it: `PageDemo PORT [empty]`. Prints the address to open. A line on
/// standard input makes the newest file durable.
public final class PageDemo {
    static final String TOKEN = "look-at-the-page";

    private PageDemo() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var kith = new FakeKith(InstantSource.system(), new Random(11));
        if (args.length < 2) {
            furnish(kith);
        }
        var bind = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(args[0]));
        try (var door = new HttpDoor(kith, TOKEN, bind)) {
            door.start();
            System.out.println(door.url() + "/#token=" + TOKEN);
            Thread.ofVirtual().start(() -> settleOnDemand(kith));
            new CountDownLatch(1).await();
        }
    }

    private static void settleOnDemand(FakeKith kith) {
        new java.io.BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> kith.settle(kith.files().getFirst().manifest()));
    }

    /// People and files in every state that the page tells apart.
    public static void furnish(FakeKith kith) throws IOException {
        kith.meet("Grace Hopper", "friend", 50L << 30);
        Person lin = kith.meet("Lin", "kin", 200L << 30);
        kith.meet("Ибрагим", "neighbor", 20L << 30);
        Person margaret = kith.meet("Margaret from the reading group", "colleague", 10L << 30);
        Cid thesis = keep(kith, "Thesis, final version (really).pdf", "private", 3 << 20)
                .manifest();
        kith.settle(thesis);
        kith.check(thesis, Progress.NONE);
        Cid photos = keep(kith, "Summer at the lake", "local", 4 << 20).manifest();
        kith.settle(photos);
        kith.setOnline(margaret.did(), false);
        keep(kith, "recipes-grandmother-handwritten-scans-2024-complete-collection.tar.zst", "neighborhood", 1 << 20);
        kith.settle(keep(kith, "Minutes of the assembly.md", "commons", 12_345).manifest());
        kith.setOnline(lin.did(), true);
        keep(kith, "notes.txt", "private", 420);
        kith.trouble(
                "Two files are not durable",
                "only three of your people are online, and one of them has no room left",
                "invite somebody, or ask Margaret to start her node");
    }

    private static FileInfo keep(FakeKith kith, String name, String reach, int size) throws IOException {
        var request = new PutRequest(name, reach, List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_ACCEPTED);
        return kith.put(request, new PutSource.Streamed(new ByteArrayInputStream(new byte[size])), Progress.NONE);
    }
}
