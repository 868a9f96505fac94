package community.kith.p2p.host;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/// How often the same network may call: so many calls a second on average, twice as many in one burst. An IPv4 address
/// counts for itself, an IPv6 address as its /64, which one customer has to itself. Thread-safe; bounded.
final class CallRate {
    private static final int MAX_CALLERS = 4096;
    private static final double NANOS = 1e9;
    private static final int IP6_PREFIX_BYTES = 8;

    private final int perSecond;
    private final LongSupplier nanoTime;
    /// The longest silent first; guarded by this monitor.
    private final SequencedMap<Prefix, Bucket> buckets = new LinkedHashMap<>();

    private record Prefix(long high, boolean ip6) {}

    /// Calls left, as of a moment in nanoTime.
    private record Bucket(double calls, long at) {}

    CallRate(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /// Counts a call; false when it is one too many.
    synchronized boolean admits(InetAddress caller) {
        Prefix prefix = prefix(caller);
        long now = nanoTime.getAsLong();
        Bucket before = buckets.remove(prefix);
        double calls = before == null
                ? 2.0 * perSecond
                : Math.min(2.0 * perSecond, before.calls() + (now - before.at()) / NANOS * perSecond);
        boolean admitted = calls >= 1;
        buckets.put(prefix, new Bucket(admitted ? calls - 1 : calls, now));
        if (buckets.size() > MAX_CALLERS) {
            buckets.pollFirstEntry();
        }
        return admitted;
    }

    private static Prefix prefix(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] counted = Arrays.copyOf(bytes, Math.min(bytes.length, IP6_PREFIX_BYTES));
        long high = 0;
        for (byte b : counted) {
            high = high << 8 | (b & 0xff);
        }
        return new Prefix(high, bytes.length > 4);
    }
}
