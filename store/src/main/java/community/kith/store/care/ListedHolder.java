package community.kith.store.care;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// A device of somebody who may hold the owner's shards, and where it was last reached.
public record ListedHolder(Did person, PeerId device, List<Multiaddr> addresses) {
    public static final int MAX_ADDRESSES = 8;

    private static final int KEY_BYTES = 32;
    private static final int MAX_ADDRESS_BYTES = 256;

    public ListedHolder {
        addresses = List.copyOf(addresses);
        if (addresses.size() > MAX_ADDRESSES || device.key().isEmpty()) {
            throw new IllegalArgumentException(device + " with " + addresses.size() + " addresses");
        }
    }

    Ipld toIpld() {
        return Ipld.fields()
                .put("of", person.key().raw())
                .put("key", device.key().orElseThrow().raw())
                .put(
                        "addrs",
                        Ipld.list(addresses.stream()
                                .map(each -> Ipld.of(each.bytes()))
                                .toList()))
                .build();
    }

    static ListedHolder read(Ipld from) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "holder");
        Did person = Did.of(VerifyingKey.ed25519(fields.bytesOf("of", KEY_BYTES)));
        PeerId device = PeerId.of(VerifyingKey.ed25519(fields.bytesOf("key", KEY_BYTES)));
        List<Multiaddr> addresses = new ArrayList<>();
        for (Ipld item : fields.items("addrs", MAX_ADDRESSES)) {
            if (!(item instanceof Ipld.Bin bin) || bin.bytes().length > MAX_ADDRESS_BYTES) {
                throw new ProtocolException("holder: an address that is none");
            }
            addresses.add(Multiaddr.fromBytes(bin.bytes()));
        }
        fields.end();
        return new ListedHolder(person, device, addresses);
    }
}
