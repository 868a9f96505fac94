package community.kith.node.device;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.ledger.Database;
import community.kith.node.ledger.Row;
import java.io.IOException;
import java.net.ProtocolException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where my other devices were last met, and when: the ledger's table `own_device`.
public final class OwnAddresses {
    private static final int KEPT = 8;

    private final Database database;

    public OwnAddresses(Database database) {
        this.database = database;
    }

    /// Where and when a device was met.
    record Met(PeerId peer, List<Multiaddr> addresses, Instant at) {}

    Map<PeerId, Met> all() throws IOException {
        Map<PeerId, Met> all = new TreeMap<>();
        database.query("SELECT * FROM own_device ORDER BY peer", OwnAddresses::met)
                .forEach(met -> all.put(met.peer, met));
        return all;
    }

    /// Remembers a meeting; addresses stay as they are when none is known.
    public void keep(PeerId peer, Collection<Multiaddr> addresses, Instant at) throws IOException {
        String text = addresses.stream().limit(KEPT).map(Multiaddr::toString).collect(Collectors.joining(" "));
        database.update(
                "INSERT INTO own_device (peer, addresses, last_seen) VALUES (?, ?, ?) ON CONFLICT (peer) DO UPDATE SET"
                        + " last_seen=excluded.last_seen, addresses=CASE WHEN excluded.addresses = '' THEN"
                        + " own_device.addresses ELSE excluded.addresses END",
                peer,
                text,
                at);
    }

    private static Met met(Row row) throws SQLException, IOException {
        return new Met(PeerId.parse(row.text("peer")), addresses(row.text("addresses")), row.instant("last_seen"));
    }

    private static List<Multiaddr> addresses(String text) throws ProtocolException {
        List<Multiaddr> addresses = new ArrayList<>();
        for (String address : text.isEmpty() ? new String[0] : text.split(" ")) {
            addresses.add(Multiaddr.parse(address));
        }
        return addresses;
    }
}
