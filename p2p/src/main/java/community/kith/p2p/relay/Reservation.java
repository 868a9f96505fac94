package community.kith.p2p.relay;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.identify.Addresses;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A relay's promise to relay for a peer that stays connected to it.
///
/// @param expiry until when
/// @param addresses where the relay is reached, each ending in its name
/// @param voucher the promise once more, signed; advisory
public record Reservation(Instant expiry, List<Multiaddr> addresses, Optional<byte[]> voucher) {
    private static final int MAX_VOUCHER_BYTES = 4096;

    public Reservation {
        addresses = List.copyOf(addresses);
    }

    static Reservation parse(byte[] bytes) throws ProtocolException {
        long expiry = 0;
        List<Multiaddr> addresses = new ArrayList<>();
        Optional<byte[]> voucher = Optional.empty();
        ProtoReader reader = new ProtoReader("reservation", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> expiry = reader.number();
                case 2 -> Addresses.add(addresses, reader.bytes(Multiaddr.MAX_BYTES));
                case 3 -> voucher = Optional.of(reader.bytes(MAX_VOUCHER_BYTES));
                default -> {}
            }
        }
        return new Reservation(Seconds.toInstant(expiry), addresses, voucher);
    }

    byte[] toBytes() {
        ProtoWriter out = new ProtoWriter().number(1, expiry.getEpochSecond());
        addresses.forEach(address -> out.bytes(2, address.bytes()));
        voucher.ifPresent(envelope -> out.bytes(3, envelope));
        return out.toBytes();
    }
}
