package community.kith.bench.coding;

import community.kith.store.erasure.ReedSolomon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Measures ours and others in turns in one virtual machine, and prints a line of JSON: gigabytes per second.
/// Arguments: `encode`, `decode` or `memory`, then k and m.
///
/// `encode` and `decode` work in the cache and count data. `memory` goes through more stripes than fit any cache,
/// encodes
/// them, and counts bytes moved: read and written.
public final class CoderTurns {
    private static final int FAR_SHARD_BYTES = 1024 * 1024;
    private static final int FAR_BYTES = 192 * 1024 * 1024;

    private CoderTurns() {}

    public static void main(String... args) {
        int k = Integer.parseInt(args[1]);
        int m = Integer.parseInt(args[2]);
        List<Way> ways = args[0].equals("memory") ? far(k, m) : near(args[0], Stripe.random(k, m, Pieces.BYTES));
        Map<String, Double> rates = Turns.measure(ways);
        System.err.println("bench: Kith's coder is " + ReedSolomon.implementation());
        System.out.println(new JsonMapper().writeValueAsString(rates));
    }

    private static List<Way> near(String deed, Stripe stripe) {
        boolean encodes = deed.equals("encode");
        long bytes = (long) stripe.k() * stripe.size();
        int[][] rows = Stripe.anyRows(encodes ? stripe.m() : stripe.lost(), stripe.k());
        TableCoder table = new TableCoder(rows);
        byte[][] outputs = new byte[rows.length][stripe.size()];
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("ours", encodes ? stripe.encode() : stripe.decode(), bytes));
        Native.isal(rows, stripe.size()).ifPresent(isal -> ways.add(new Way("isal", isal, bytes)));
        ways.add(new Way("hadoop", encodes ? Hadoop.encode(stripe) : Hadoop.decode(stripe), bytes));
        ways.add(new Way("table", () -> table.code(stripe.data(), outputs), bytes));
        return ways;
    }

    private static List<Way> far(int k, int m) {
        int count = FAR_BYTES / FAR_SHARD_BYTES / (k + m);
        List<Runnable> stripes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stripes.add(Stripe.random(k, m, FAR_SHARD_BYTES).encode());
        }
        int[] next = {0};
        Runnable ours = () -> {
            stripes.get(next[0]).run();
            next[0] = (next[0] + 1) % count;
        };
        Runnable memcpy = Native.memcpy(FAR_BYTES / FAR_SHARD_BYTES, FAR_SHARD_BYTES);
        return List.of(
                new Way("ours", ours, (long) (k + m) * FAR_SHARD_BYTES),
                new Way("memcpy", memcpy, 2L * FAR_SHARD_BYTES));
    }
}
