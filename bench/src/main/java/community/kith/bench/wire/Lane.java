package community.kith.bench.wire;

import java.io.IOException;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// One direction of a wire: packets wait their time and come out at the other end, or do not.
final class Lane {
    /// What a router would hold; beyond that packets are lost.
    private static final int MAX_QUEUED_BYTES = 64 << 20;

    private final Tun from;
    private final Tun to;
    private final RandomGenerator random;
    private final PriorityQueue<Packet> queue = new PriorityQueue<>();
    private long queuedBytes;
    private long number;
    private volatile Weather weather;

    /// A packet, when it is due in nanoTime, and its place among those due at once.
    private static final class Packet implements Comparable<Packet> {
        private final byte[] bytes;
        private final long due;
        private final long number;

        Packet(byte[] bytes, long due, long number) {
            this.bytes = bytes;
            this.due = due;
            this.number = number;
        }

        @Override
        public int compareTo(Packet other) {
            return due == other.due ? Long.compare(number, other.number) : Long.signum(due - other.due);
        }
    }

    Lane(Tun from, Tun to, Weather weather, RandomGenerator random) {
        this.from = from;
        this.to = to;
        this.weather = weather;
        this.random = random;
    }

    void weather(Weather now) {
        weather = now;
    }

    /// Takes packets up, until the interface is gone.
    void take() throws IOException {
        while (true) {
            byte[] bytes = from.read();
            Weather now = weather;
            if (random.nextDouble() < now.lost()) {
                continue;
            }
            long delay = now.delay().toNanos();
            boolean late = random.nextDouble() < now.reordered();
            add(bytes, System.nanoTime() + (late ? delay + delay / 2 : delay));
        }
    }

    private synchronized void add(byte[] bytes, long due) {
        if (queuedBytes + bytes.length <= MAX_QUEUED_BYTES) {
            queue.add(new Packet(bytes, due, number++));
            queuedBytes += bytes.length;
            notifyAll();
        }
    }

    /// Delivers packets when they are due, until interrupted.
    void deliver() throws IOException, InterruptedException {
        while (true) {
            Packet first = awaitFirst();
            long early = first.due - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(Math.min(early, 1_000_000));
            } else if (remove(first)) {
                to.write(first.bytes);
            }
        }
    }

    private synchronized Packet awaitFirst() throws InterruptedException {
        while (queue.isEmpty()) {
            wait();
        }
        return queue.element();
    }

    private synchronized boolean remove(Packet packet) {
        boolean removed = queue.remove(packet);
        if (removed) {
            queuedBytes -= packet.bytes.length;
        }
        return removed;
    }
}
