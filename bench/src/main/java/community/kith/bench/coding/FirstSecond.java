package community.kith.bench.coding;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// What is encoded in the first second of a virtual machine, of which a line with gigabytes per second is printed. The
/// second is one of the thread's own time, so that what else the machine does matters less.
/// Arguments: `ours` or `table`, then k and m.
public final class FirstSecond {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final long SECOND_NANOS = 1_000_000_000L;

    private FirstSecond() {}

    public static void main(String... args) {
        long start = CLOCK.getCurrentThreadCpuTime();
        Stripe stripe = Stripe.random(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Pieces.BYTES);
        Runnable pass = args[0].equals("ours") ? stripe.encode() : table(stripe);
        long passes = 0;
        long took = 0;
        while (took < SECOND_NANOS) {
            pass.run();
            passes++;
            took = CLOCK.getCurrentThreadCpuTime() - start;
        }
        System.out.println((double) passes * stripe.k() * stripe.size() / took);
    }

    private static Runnable table(Stripe stripe) {
        TableCoder coder = new TableCoder(Stripe.anyRows(stripe.m(), stripe.k()));
        byte[][] data = stripe.data();
        byte[][] parity = stripe.parity();
        return () -> coder.code(data, parity);
    }
}
