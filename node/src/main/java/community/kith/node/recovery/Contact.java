package community.kith.node.recovery;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Names;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// Where a device of a guardian is found.
///
/// @param addresses without `/p2p/…` at their end
public record Contact(Did did, String name, PeerId peer, List<Multiaddr> addresses) {
    static final int MAX_CONTACTS = 32;
    private static final int MAX_ADDRESSES = 6;
    private static final int MAX_ADDRESS_BYTES = 256;

    public Contact {
        Names.person(name);
        addresses = List.copyOf(addresses);
    }

    static Ipld list(List<Contact> contacts) {
        return Ipld.list(
                contacts.stream().limit(MAX_CONTACTS).map(Contact::toIpld).toList());
    }

    static List<Contact> read(FieldReader in, String field) throws ProtocolException {
        List<Contact> contacts = new ArrayList<>();
        for (Ipld item : in.items(field, MAX_CONTACTS)) {
            contacts.add(read(item));
        }
        return contacts;
    }

    private Ipld toIpld() {
        return Ipld.fields()
                .put("did", Keys.of(did))
                .put("name", name)
                .put("key", Keys.of(peer))
                .put(
                        "addrs",
                        Ipld.list(addresses.stream()
                                .map(Multiaddr::withoutPeer)
                                .filter(address -> address.bytes().length <= MAX_ADDRESS_BYTES)
                                .limit(MAX_ADDRESSES)
                                .map(address -> Ipld.of(address.bytes()))
                                .toList()))
                .build();
    }

    private static Contact read(Ipld item) throws ProtocolException {
        FieldReader in = new FieldReader(item, "contact");
        Did did = Keys.did(in, "did");
        String name = in.text("name", Names.MAX_CHARACTERS);
        PeerId peer = Keys.peer(in, "key");
        List<Multiaddr> addresses = new ArrayList<>();
        for (Ipld address : in.items("addrs", MAX_ADDRESSES)) {
            if (!(address instanceof Ipld.Bin bin) || bin.bytes().length > MAX_ADDRESS_BYTES) {
                throw new ProtocolException("contact: an address that is not bytes, or too long");
            }
            addresses.add(Multiaddr.fromBytes(bin.bytes()));
        }
        in.end();
        try {
            return new Contact(did, name, peer, addresses);
        } catch (IllegalArgumentException e) {
            throw Malformed.because("contact", e);
        }
    }
}
