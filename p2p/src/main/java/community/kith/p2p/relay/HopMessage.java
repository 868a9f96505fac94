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

/// What a peer and its relay say to each other.
sealed interface HopMessage {
    /// The protocol's name.
    String PROTOCOL = "/libp2p/circuit/relay/0.2.0/hop";

    /// As much as one message may take: a reservation has addresses and a voucher.
    int MAX_BYTES = 32 * 1024;

    /// Relay for me.
    record Reserve() implements HopMessage {}

    /// Connect me to a peer that reserved.
    record Connect(PeerId peer) implements HopMessage {}

    /// The relay's answer to either.
    record Answer(RelayStatus status, Optional<Reservation> reservation, Optional<CircuitLimit> limit)
            implements HopMessage {
        static Answer no(RelayStatus status) {
            return new Answer(status, Optional.empty(), Optional.empty());
        }
    }

    static HopMessage read(InputStream in) throws IOException {
        return parse(ProtoFrame.read("hop message", in, MAX_BYTES));
    }

    static HopMessage parse(byte[] bytes) throws ProtocolException {
        long type = 0;
        Optional<PeerId> peer = Optional.empty();
        Optional<Reservation> reservation = Optional.empty();
        Optional<CircuitLimit> limit = Optional.empty();
        RelayStatus status = RelayStatus.OTHER;
        ProtoReader reader = new ProtoReader("hop message", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = reader.number();
                case 2 -> peer = Optional.of(PeerField.parse(reader.bytes(MAX_BYTES)));
                case 3 -> reservation = Optional.of(Reservation.parse(reader.bytes(MAX_BYTES)));
                case 4 -> limit = Optional.of(CircuitLimit.parse(reader.bytes(MAX_BYTES)));
                case 5 -> status = RelayStatus.of(reader.number());
                default -> {}
            }
        }
        return switch (Math.clamp(type, -1, 3)) {
            case 0 -> new Reserve();
            case 1 ->
                new Connect(peer.orElseThrow(() -> new ProtocolException("a hop message that connects to nobody")));
            case 2 -> new Answer(status, reservation, limit);
            default -> throw new ProtocolException("a hop message of type " + type);
        };
    }

    default void write(OutputStream out) throws IOException {
        ProtoFrame.write(out, toBytes());
    }

    default byte[] toBytes() {
        ProtoWriter out = new ProtoWriter();
        switch (this) {
            case Reserve reserve -> out.number(1, 0);
            case Connect connect -> out.number(1, 1).bytes(2, PeerField.toBytes(connect.peer()));
            case Answer answer -> {
                out.number(1, 2);
                answer.reservation().ifPresent(reservation -> out.bytes(3, reservation.toBytes()));
                answer.limit().ifPresent(limit -> out.bytes(4, limit.toBytes()));
                out.number(5, answer.status().code());
            }
        }
        return out.toBytes();
    }
}
