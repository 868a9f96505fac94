package community.kith.node.device;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Keys;
import community.kith.community.trust.Secret;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What one device hands another to be joined by it: where it is, and a secret. Format: `docs/spec/join.md`.
///
/// @param peer the device that has the passport's key
public record JoinTicket(PeerId peer, List<Multiaddr> addresses, Secret secret, Instant expires) {
    static final int MAX_ADDRESSES = 8;
    private static final int MAX_ADDRESS_BYTES = 256;
    private static final String PREFIX = "kith-device:";
    private static final int MAX_CHARACTERS = 5000;
    private static final int CHECKSUM = 4;
    private static final int VERSION = 1;

    public JoinTicket {
        addresses = List.copyOf(addresses);
    }

    /// One line that notices its own typos.
    public String text() {
        byte[] fields = DagCbor.encode(Ipld.fields()
                .put("v", VERSION)
                .put("key", Keys.of(peer))
                .put(
                        "addrs",
                        Ipld.list(addresses.stream()
                                .map(address -> Ipld.of(address.withoutPeer().bytes()))
                                .toList()))
                .put("secret", secret.bytes())
                .put("until", expires.getEpochSecond())
                .build());
        byte[] all = Arrays.copyOf(fields, fields.length + CHECKSUM);
        System.arraycopy(Sha256.of(fields), 0, all, fields.length, CHECKSUM);
        return PREFIX + Multibase.base32(all);
    }

    /// @throws ProtocolException saying what is wrong with it
    public static JoinTicket parse(String text) throws ProtocolException {
        String line = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (line.length() > MAX_CHARACTERS || !line.startsWith(PREFIX)) {
            throw new ProtocolException("a ticket for a device begins with “" + PREFIX
                    + "”: copy the whole line that kith devices add shows");
        }
        byte[] all = Multibase.fromBase32(line.substring(PREFIX.length()));
        byte[] fields = Arrays.copyOf(all, Math.max(0, all.length - CHECKSUM));
        if (all.length <= CHECKSUM
                || !Arrays.equals(
                        Arrays.copyOf(Sha256.of(fields), CHECKSUM),
                        Arrays.copyOfRange(all, fields.length, all.length))) {
            throw new ProtocolException("this ticket has a typo or was cut short: copy it again as a whole");
        }
        FieldReader reader = new FieldReader(DagCbor.decode(fields), "ticket for a device");
        reader.integer("v", VERSION, VERSION);
        PeerId peer = Keys.peer(reader, "key");
        List<Multiaddr> addresses = addresses(reader.items("addrs", MAX_ADDRESSES), peer);
        Secret secret = Secret.of(reader.bytesOf("secret", Secret.BYTES));
        Instant expires = Instant.ofEpochSecond(reader.integer("until", 0, 1L << 40));
        reader.end();
        return new JoinTicket(peer, addresses, secret, expires);
    }

    private static List<Multiaddr> addresses(List<Ipld> items, PeerId peer) throws ProtocolException {
        List<Multiaddr> addresses = new ArrayList<>();
        for (Ipld item : items) {
            if (!(item instanceof Ipld.Bin bin) || bin.bytes().length > MAX_ADDRESS_BYTES) {
                throw new ProtocolException("an address that is not bytes, or too long");
            }
            addresses.add(Multiaddr.fromBytes(bin.bytes()).withPeer(peer));
        }
        return addresses;
    }
}
