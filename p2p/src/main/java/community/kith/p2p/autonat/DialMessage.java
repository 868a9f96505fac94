package community.kith.p2p.autonat;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.protobuf.ProtoFrame;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a client and a server say on the stream that asks for a dial.
sealed interface DialMessage {
    /// The protocol's name.
    String PROTOCOL = "/libp2p/autonat/2/dial-request";

    int MAX_BYTES = 8 * 1024;
    int MAX_ADDRESSES = 32;

    /// Dial the first of these that you would, and say the nonce there. An address that we cannot read is an empty
    /// place
    /// in the list, so that the others keep their index.
    record Ask(List<Optional<Multiaddr>> addresses, long nonce) implements DialMessage {
        public Ask {
            addresses = List.copyOf(addresses);
        }
    }

    /// What came of it.
    ///
    /// @param index of the address dialled; says nothing unless the status is OK
    record Outcome(ResponseStatus status, int index, DialStatus dial) implements DialMessage {}

    /// Pay with this many bytes first, since the address is not the one you come from.
    record Price(int index, long bytes) implements DialMessage {}

    /// A part of the price.
    record Payment(int bytes) implements DialMessage {
        static final int MAX_BYTES = 4096;
    }

    /// Whether a request was served.
    enum ResponseStatus {
        INTERNAL_ERROR(0),
        REQUEST_REJECTED(100),
        DIAL_REFUSED(101),
        OK(200);

        private final int code;

        ResponseStatus(int code) {
            this.code = code;
        }

        static ResponseStatus of(long code) throws ProtocolException {
            for (ResponseStatus status : values()) {
                if (status.code == code) {
                    return status;
                }
            }
            throw new ProtocolException("a dial response of status " + code);
        }
    }

    /// How the dial went.
    enum DialStatus {
        UNUSED(0),
        DIAL_ERROR(100),
        DIAL_BACK_ERROR(101),
        OK(200);

        private final int code;

        DialStatus(int code) {
            this.code = code;
        }

        static DialStatus of(long code) throws ProtocolException {
            for (DialStatus status : values()) {
                if (status.code == code) {
                    return status;
                }
            }
            throw new ProtocolException("a dial of status " + code);
        }
    }

    static DialMessage read(InputStream in) throws IOException {
        return parse(ProtoFrame.read("autonat message", in, MAX_BYTES));
    }

    static DialMessage parse(byte[] bytes) throws ProtocolException {
        ProtoReader reader = new ProtoReader("autonat message", bytes);
        Optional<DialMessage> message = Optional.empty();
        while (reader.next()) {
            message = switch (reader.field()) {
                case 1 -> Optional.of(ask(reader.bytes(MAX_BYTES)));
                case 2 -> Optional.of(outcome(reader.bytes(MAX_BYTES)));
                case 3 -> Optional.of(price(reader.bytes(MAX_BYTES)));
                case 4 -> Optional.of(payment(reader.bytes(MAX_BYTES)));
                default -> message;
            };
        }
        return message.orElseThrow(() -> new ProtocolException("an empty autonat message"));
    }

    private static Ask ask(byte[] bytes) throws ProtocolException {
        List<Optional<Multiaddr>> addresses = new ArrayList<>();
        long nonce = 0;
        ProtoReader reader = new ProtoReader("dial request", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> {
                    if (addresses.size() == MAX_ADDRESSES) {
                        throw new ProtocolException("a dial request for more than " + MAX_ADDRESSES + " addresses");
                    }
                    addresses.add(address(reader.bytes(Multiaddr.MAX_BYTES)));
                }
                case 2 -> nonce = reader.fixed64();
                default -> {}
            }
        }
        return new Ask(addresses, nonce);
    }

    private static Optional<Multiaddr> address(byte[] bytes) {
        try {
            return Optional.of(Multiaddr.fromBytes(bytes));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static Outcome outcome(byte[] bytes) throws ProtocolException {
        ResponseStatus status = ResponseStatus.INTERNAL_ERROR;
        int index = 0;
        DialStatus dial = DialStatus.UNUSED;
        ProtoReader reader = new ProtoReader("dial response", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> status = ResponseStatus.of(reader.number());
                case 2 -> index = index(reader.number());
                case 3 -> dial = DialStatus.of(reader.number());
                default -> {}
            }
        }
        return new Outcome(status, index, dial);
    }

    private static Price price(byte[] bytes) throws ProtocolException {
        int index = 0;
        long price = 0;
        ProtoReader reader = new ProtoReader("dial data request", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> index = index(reader.number());
                case 2 -> price = reader.number();
                default -> {}
            }
        }
        return new Price(index, price);
    }

    private static int index(long number) throws ProtocolException {
        if (number < 0 || number >= MAX_ADDRESSES) {
            throw new ProtocolException("an autonat message about address " + Long.toUnsignedString(number));
        }
        return (int) number;
    }

    private static Payment payment(byte[] bytes) throws ProtocolException {
        int length = 0;
        ProtoReader reader = new ProtoReader("dial data response", bytes);
        while (reader.next()) {
            if (reader.field() == 1) {
                length = reader.bytes(Payment.MAX_BYTES).length;
            }
        }
        return new Payment(length);
    }

    default void write(OutputStream out) throws IOException {
        ProtoFrame.write(out, toBytes());
    }

    default byte[] toBytes() {
        ProtoWriter out = new ProtoWriter();
        switch (this) {
            case Ask ask -> {
                ProtoWriter body = new ProtoWriter();
                ask.addresses()
                        .forEach(address ->
                                body.bytes(1, address.map(Multiaddr::bytes).orElse(new byte[0])));
                out.bytes(1, body.fixed64(2, ask.nonce()).toBytes());
            }
            case Outcome outcome ->
                out.bytes(
                        2,
                        new ProtoWriter()
                                .number(1, outcome.status().code)
                                .number(2, outcome.index())
                                .number(3, outcome.dial().code)
                                .toBytes());
            case Price price ->
                out.bytes(
                        3,
                        new ProtoWriter()
                                .number(1, price.index())
                                .number(2, price.bytes())
                                .toBytes());
            case Payment payment ->
                out.bytes(
                        4, new ProtoWriter().bytes(1, new byte[payment.bytes()]).toBytes());
        }
        return out.toBytes();
    }
}
