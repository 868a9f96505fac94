package community.kith.store.erasure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/// Computes several rows of sums from the same inputs, a cache-sized strip at a time.
final class Combiner {
    private static final int CACHE_BYTES = 32 * 1024;
    private static final int MIN_STRIP_LONGS = 64;
    private static final int MAX_STRIP_LONGS = 512;

    private final int[][] rows;
    private final byte[][] inputs;
    private final byte[][] outputs;

    /// Output r becomes the sum over j of `rows[r][j]` × input j.
    Combiner(int[][] rows, byte[][] inputs, byte[][] outputs) {
        this.rows = rows;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    void run(int offset, int length) {
        int wholeLongs = length / Long.BYTES;
        if (wholeLongs > 0) {
            runLongs(offset, wholeLongs);
        }
        for (int at = offset + wholeLongs * Long.BYTES; at < offset + length; at++) {
            combineByte(at);
        }
    }

    private void runLongs(int offset, int wholeLongs) {
        LongBuffer[] from = views(inputs, offset, wholeLongs);
        LongBuffer[] to = views(outputs, offset, wholeLongs);
        int strip = Math.min(wholeLongs, stripLongs());
        long[][] lanes = new long[inputs.length][strip];
        long[] sum = new long[strip];
        for (int at = 0; at < wholeLongs; at += strip) {
            int count = Math.min(strip, wholeLongs - at);
            for (int j = 0; j < from.length; j++) {
                from[j].get(at, lanes[j], 0, count);
            }
            for (int r = 0; r < to.length; r++) {
                Lanes.combine(rows[r], lanes, sum, count);
                to[r].put(at, sum, 0, count);
            }
        }
    }

    private int stripLongs() {
        int fitting = CACHE_BYTES / Long.BYTES / (inputs.length + 1) & -8;
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

    private void combineByte(int at) {
        for (int r = 0; r < outputs.length; r++) {
            int sum = 0;
            for (int j = 0; j < inputs.length; j++) {
                sum ^= Galois.multiply(rows[r][j], inputs[j][at] & 0xff);
            }
            outputs[r][at] = (byte) sum;
        }
    }
}
