package community.kith.community.trust;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Multiaddr;
import community.kith.community.identity.Moments;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an inviter asks for and allows: the part of a ticket that is a choice.
///
/// @param addresses where the inviter's device may be reached, best first
/// @param uses how many people may use the ticket
/// @param expires in whole seconds
public record Invitation(BondKind kind, List<Multiaddr> addresses, Secret secret, int uses, Instant expires) {
    public static final int MAX_ADDRESSES = 8;
    public static final int MAX_ADDRESS_BYTES = 256;
    public static final int MAX_USES = 1000;

    public Invitation {
        addresses = List.copyOf(addresses);
        expires = Moments.seconds(expires);
        if (addresses.size() > MAX_ADDRESSES
                || addresses.stream().anyMatch(address -> address.bytes().length > MAX_ADDRESS_BYTES)) {
            throw new IllegalArgumentException("a ticket carries at most " + MAX_ADDRESSES + " addresses of at most "
                    + MAX_ADDRESS_BYTES + " bytes each");
        }
        if (uses < 1 || uses > MAX_USES) {
            throw new IllegalArgumentException("a ticket for " + uses + " people, outside 1 to " + MAX_USES);
        }
    }

    FieldsBuilder putInto(FieldsBuilder ticket) {
        return ticket.put("kind", kind.label())
                .put(
                        "addrs",
                        Ipld.list(addresses.stream()
                                .map(address -> Ipld.of(address.bytes()))
                                .toList()))
                .put("secret", secret.bytes())
                .put("uses", uses)
                .put("until", expires.getEpochSecond());
    }

    static Invitation read(FieldReader ticket) throws ProtocolException {
        String label = ticket.text("kind", 16);
        BondKind kind =
                BondKind.labelled(label).orElseThrow(() -> new ProtocolException("ticket: unknown kind " + label));
        List<Multiaddr> addresses = new ArrayList<>();
        for (Ipld address : ticket.items("addrs", MAX_ADDRESSES)) {
            if (!(address instanceof Ipld.Bin bin) || bin.bytes().length > MAX_ADDRESS_BYTES) {
                throw new ProtocolException("ticket: an address that is not bytes, or too long");
            }
            addresses.add(Multiaddr.fromBytes(bin.bytes()));
        }
        Secret secret = Secret.of(ticket.bytesOf("secret", Secret.BYTES));
        int uses = (int) ticket.integer("uses", 1, MAX_USES);
        return new Invitation(
                kind, addresses, secret, uses, Instant.ofEpochSecond(ticket.integer("until", 0, Moments.MAX_SECONDS)));
    }
}
