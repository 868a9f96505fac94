package community.kith.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Zeros on the disk ahead of the records of a pack. Forcing what is written over them takes one trip to the disk;
/// where a file grows, the file system must write that down too, which takes several.
///
/// Ground is laid only while much is being written: a part of a pack at a time, as the one before comes into use. No
/// record begins in zeros, and whoever opens the pack cuts them off. A disk that will not have them goes without.
///
/// Records are written by one thread at a time, which says so before and after; `lock` guards the rest.
final class Ground {
    private static final Logger LOG = System.getLogger(Ground.class.getName());

    /// Of a pack, how much is laid at a time.
    private static final int PARTS = 16;
    /// A disk that has room for fewer of these parts is left alone.
    private static final int SPARED_PARTS = 32;

    private static final int PIECE_BYTES = 64 * 1024;

    private final Volume volume;
    private final VolumeFile file;
    private final int packBytes;
    private final Tenure.Helper helper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition laidDown = lock.newCondition();
    private final long began;
    /// Where it ends, or what is being laid begins.
    private long end;

    private boolean laying;
    private boolean over;

    /// @param end where records end so far
    Ground(Volume volume, VolumeFile file, long end, int packBytes, Tenure.Helper helper) {
        this.volume = volume;
        this.file = file;
        this.packBytes = packBytes;
        this.helper = helper;
        this.began = end;
        this.end = end;
    }

    private long part() {
        return packBytes / PARTS;
    }

    /// Waits until records can be written up to there.
    void enter(long to) {
        lock.lock();
        try {
            while (laying && to > end) {
                laidDown.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Records now end there: sees to it that there is more ground if it is time.
    void reached(long records) {
        lock.lock();
        try {
            end = Math.max(end, records);
            if (over || laying || records - began < part() / 4 || end - records > part() || end >= packBytes) {
                return;
            }
            laying = true;
        } finally {
            lock.unlock();
        }
        switch (helper) {
            case OWN_THREAD -> Thread.ofVirtual().name("blob-ground").start(this::lay);
            case NONE -> lay();
        }
    }

    private void lay() {
        long from = end;
        long to = Math.min(from + part(), packBytes);
        boolean done = false;
        try {
            done = volume.usableBytes() > SPARED_PARTS * part() && write(from, to);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no ground for records", e);
            cut(from);
        } finally {
            lock.lock();
            try {
                end = done ? to : from;
                over = !done;
                laying = false;
                laidDown.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean write(long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, to - from));
        for (long at = from; at < to; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            file.write(zeros, at);
        }
        file.force();
        return true;
    }

    /// What a disk took though it would not have all of it may be what records need.
    private void cut(long from) {
        try {
            file.truncate(from);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "ground is left behind records", e);
        }
    }

    /// Lays no more, and returns when none is being laid.
    void leave() {
        lock.lock();
        try {
            over = true;
            while (laying) {
                laidDown.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
