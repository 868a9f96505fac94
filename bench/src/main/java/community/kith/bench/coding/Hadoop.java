package community.kith.bench.coding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.hadoop.io.erasurecode.ErasureCoderOptions;
import org.apache.hadoop.io.erasurecode.rawcoder.RSRawDecoder;
import org.apache.hadoop.io.erasurecode.rawcoder.RSRawEncoder;
import org.jspecify.annotations.Nullable;

/// The coder in Java of HDFS.
final class Hadoop {
    private Hadoop() {}

    private interface Deed {
        void run() throws IOException;
    }

    static Runnable encode(Stripe stripe) {
        RSRawEncoder coder = new RSRawEncoder(new ErasureCoderOptions(stripe.k(), stripe.m()));
        byte[][] data = stripe.data();
        byte[][] parity = stripe.parity();
        return unchecked(() -> coder.encode(data, parity));
    }

    static Runnable decode(Stripe stripe) {
        RSRawDecoder coder = new RSRawDecoder(new ErasureCoderOptions(stripe.k(), stripe.m()));
        byte[] @Nullable [] left = stripe.shards().clone();
        Arrays.fill(left, 0, stripe.lost(), null);
        // It takes k inputs and no more.
        Arrays.fill(left, stripe.k() + stripe.lost(), left.length, null);
        int[] lost = IntStream.range(0, stripe.lost()).toArray();
        byte[][] found = new byte[stripe.lost()][stripe.size()];
        return unchecked(() -> coder.decode(left, lost, found));
    }

    private static Runnable unchecked(Deed deed) {
        return () -> {
            try {
                deed.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
