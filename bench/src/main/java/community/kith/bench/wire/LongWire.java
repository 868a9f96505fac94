package community.kith.bench.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// A process that is a wire: it makes two network interfaces and carries packets between them as the weather allows.
///
/// `LongWire LEFT RIGHT` says `ready` when the interfaces of these names are there; they can then be moved into network
/// namespaces, where they keep their other end here. Each line on standard input is a weather, as
/// `DELAY_MILLIS LOST REORDERED`, or `cut`. It ends with its standard input.
public final class LongWire {
    private LongWire() {}

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    public static void main(String... args) throws IOException {
        Tun left = Tun.create(args[0]);
        Tun right = Tun.create(args[1]);
        Weather still = new Weather(Duration.ZERO, 0, 0);
        List<Lane> lanes =
                List.of(new Lane(left, right, still, new Random(1)), new Lane(right, left, still, new Random(2)));
        for (Lane lane : lanes) {
            start(lane::take);
            start(lane::deliver);
        }
        System.out.println("ready");
        obey(lanes);
        System.exit(0);
    }

    private static void obey(List<Lane> lanes) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        while (order != null) {
            Weather weather = parse(order);
            lanes.forEach(lane -> lane.weather(weather));
            System.out.println("ready");
            order = orders.readLine();
        }
    }

    static Weather parse(String order) {
        if (order.equals("cut")) {
            return Weather.CUT;
        }
        String[] words = order.split(" ", 3);
        return new Weather(
                Duration.ofMillis(Long.parseLong(words[0])),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]));
    }

    private static void start(Work work) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                System.err.println("the wire broke: " + e);
                System.exit(1);
            }
        });
    }
}
