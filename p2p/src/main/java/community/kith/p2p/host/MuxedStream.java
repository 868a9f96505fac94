package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import community.kith.p2p.muxer.MuxerStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// A stream whose protocol is agreed.
final class MuxedStream implements Stream {
    private final PeerId peer;
    private final String protocol;
    private final MuxerStream stream;

    MuxedStream(PeerId peer, String protocol, MuxerStream stream) {
        this.peer = peer;
        this.protocol = protocol;
        this.stream = stream;
    }

    @Override
    public PeerId peer() {
        return peer;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public InputStream in() {
        return stream.in();
    }

    @Override
    public OutputStream out() {
        return stream.out();
    }

    @Override
    public void closeWrite() throws IOException {
        stream.closeWrite();
    }

    @Override
    public void reset() {
        stream.reset();
    }

    @Override
    public void timeout(Duration wait) {
        stream.timeout(wait);
    }

    @Override
    public void close() {
        stream.close();
    }
}
