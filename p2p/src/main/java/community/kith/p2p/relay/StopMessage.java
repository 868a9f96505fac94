package community.kith.p2p.relay;

import community.kith.base.name.PeerId;
import community.kith.p2p.protobuf.ProtoFrame;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.Optional;

/// What a relay and the peer that a call is for say to each other.
sealed interface StopMessage {
    /// The protocol's name.
    String PROTOCOL = "/libp2p/circuit/relay/0.2.0/stop";

    int MAX_BYTES = 4 * 1024;

    /// Somebody calls, and this is how long the line may be used.
    record Connect(PeerId caller, Optional<CircuitLimit> limit) implements StopMessage {}

    /// Whether the call is taken.
    record Answer(RelayStatus status) implements StopMessage {}

    static StopMessage read(InputStream in) throws IOException {
        return parse(ProtoFrame.read("stop message", in, MAX_BYTES));
    }

    static StopMessage parse(byte[] bytes) throws ProtocolException {
        long type = 0;
        Optional<PeerId> peer = Optional.empty();
        Optional<CircuitLimit> limit = Optional.empty();
        RelayStatus status = RelayStatus.OTHER;
        ProtoReader reader = new ProtoReader("stop message", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = reader.number();
                case 2 -> peer = Optional.of(PeerField.parse(reader.bytes(MAX_BYTES)));
                case 3 -> limit = Optional.of(CircuitLimit.parse(reader.bytes(MAX_BYTES)));
                case 4 -> status = RelayStatus.of(reader.number());
                default -> {}
            }
        }
        return switch (Math.clamp(type, -1, 2)) {
            case 0 ->
                new Connect(
                        peer.orElseThrow(() -> new ProtocolException("a stop message that nobody calls with")), limit);
            case 1 -> new Answer(status);
            default -> throw new ProtocolException("a stop message of type " + type);
        };
    }

    default void write(OutputStream out) throws IOException {
        ProtoFrame.write(out, toBytes());
    }

    default byte[] toBytes() {
        ProtoWriter out = new ProtoWriter();
        switch (this) {
            case Connect connect -> {
                out.number(1, 0).bytes(2, PeerField.toBytes(connect.caller()));
                connect.limit().ifPresent(limit -> out.bytes(3, limit.toBytes()));
            }
            case Answer answer -> out.number(1, 1).number(4, answer.status().code());
        }
        return out.toBytes();
    }
}
