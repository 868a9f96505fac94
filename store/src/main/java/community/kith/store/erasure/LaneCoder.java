package community.kith.store.erasure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/// Works everywhere: eight bytes at a time in plain Java, see [Lanes], a cache-sized strip after the other.
final class LaneCoder implements Coder {
    private static final int CACHE_BYTES = 32 * 1024;
    private static final int MIN_STRIP_LONGS = 64;
    private static final int MAX_STRIP_LONGS = 512;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void run(Sums sums, int offset, int length) {
        int wholeLongs = length / Long.BYTES;
        if (wholeLongs > 0) {
            runLongs(sums, offset, wholeLongs);
        }
        for (int at = offset + wholeLongs * Long.BYTES; at < offset + length; at++) {
            combineByte(sums, at);
        }
    }

    private static void runLongs(Sums sums, int offset, int wholeLongs) {
        LongBuffer[] from = views(sums.inputs(), offset, wholeLongs);
        LongBuffer[] to = views(sums.outputs(), offset, wholeLongs);
        int strip = Math.min(wholeLongs, stripLongs(from.length));
        long[][] lanes = new long[from.length][strip];
        long[] sum = new long[strip];
        for (int at = 0; at < wholeLongs; at += strip) {
            int count = Math.min(strip, wholeLongs - at);
            for (int j = 0; j < from.length; j++) {
                from[j].get(at, lanes[j], 0, count);
            }
            for (int r = 0; r < to.length; r++) {
                Lanes.combine(sums.rows()[r], lanes, sum, count);
                to[r].put(at, sum, 0, count);
            }
        }
    }

    private static int stripLongs(int inputs) {
        int fitting = CACHE_BYTES / Long.BYTES / (inputs + 1) & -8;
        return Math.clamp(fitting, MIN_STRIP_LONGS, MAX_STRIP_LONGS);
    }

    /// Bytes never mix within a long, so the machine's own order does.
    private static LongBuffer[] views(byte[][] arrays, int offset, int wholeLongs) {
        LongBuffer[] views = new LongBuffer[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            views[i] = ByteBuffer.wrap(arrays[i], offset, wholeLongs * Long.BYTES)
                    .slice()
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
        }
        return views;
    }

    private static void combineByte(Sums sums, int at) {
        for (int r = 0; r < sums.outputs().length; r++) {
            int sum = 0;
            for (int j = 0; j < sums.columns(); j++) {
                sum ^= Galois.multiply(sums.rows()[r][j], sums.inputs()[j][at] & 0xff);
            }
            sums.outputs()[r][at] = (byte) sum;
        }
    }
}
