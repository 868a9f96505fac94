package community.kith.p2p.memory;

import community.kith.base.name.PeerId;
import community.kith.p2p.host.Stream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/// One end of a stream between two memory hosts.
final class MemoryStream implements Stream {
    private final PeerId peer;
    private final String protocol;
    private final MemoryPipe incoming;
    private final MemoryPipe outgoing;
    private final Consumer<MemoryStream> whenOver;

    MemoryStream(
            PeerId peer, String protocol, MemoryPipe incoming, MemoryPipe outgoing, Consumer<MemoryStream> whenOver) {
        this.peer = peer;
        this.protocol = protocol;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.whenOver = whenOver;
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
        return incoming.in;
    }

    @Override
    public OutputStream out() {
        return outgoing.out;
    }

    @Override
    public void closeWrite() {
        outgoing.closeWrite();
    }

    @Override
    public void reset() {
        incoming.reset();
        outgoing.reset();
        whenOver.accept(this);
    }

    @Override
    public void timeout(Duration wait) {
        incoming.readWait(wait);
        outgoing.writeWait(wait);
    }

    @Override
    public void close() {
        outgoing.closeWrite();
        incoming.closeRead();
        whenOver.accept(this);
    }
}
