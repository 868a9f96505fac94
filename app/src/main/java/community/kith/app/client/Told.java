package community.kith.app.client;

import community.kith.node.api.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that tells how much of it has been read.
final class Told extends FilterInputStream {
    private final Progress progress;
    private long doneBytes;

    Told(InputStream bytes, Progress progress) {
        super(bytes);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        tell(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        int count = super.read(to, at, length);
        tell(Math.max(0, count));
        return count;
    }

    private void tell(int count) {
        doneBytes += count;
        progress.at("sending", doneBytes, -1);
    }
}
