package community.kith.app.serve;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.doors.http.HttpDoor;
import community.kith.node.Node;
import community.kith.node.Outside;
import community.kith.node.Version;
import community.kith.node.config.Finding;
import community.kith.node.config.Places;
import community.kith.node.config.Settings;
import community.kith.node.connectivity.Connectivity;
import community.kith.node.denylist.DenylistBook;
import community.kith.node.exchange.Denylist;
import community.kith.node.home.Home;
import community.kith.node.location.ContentLocation;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import community.kith.node.replication.Disk;
import community.kith.node.whereabouts.Search;
import community.kith.p2p.host.HostLimits;
import community.kith.p2p.host.HostOptions;
import community.kith.p2p.host.Libp2pHost;
import community.kith.p2p.reach.ReachOptions;
import community.kith.store.chunk.Salt;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The wiring of a node: home, host, disk, node and door, made in this order and closed in the reverse one.
public final class Serving implements AutoCloseable {
    private final Me me;
    private final Libp2pHost host;
    private final Node node;
    private final HttpDoor door;
    private final Search search;

    private Serving(Me me, Libp2pHost host, Node node, HttpDoor door, Search search) {
        this.me = me;
        this.host = host;
        this.node = node;
        this.door = door;
        this.search = search;
    }

    /// A node that answers on `addresses` when this returns.
    ///
    /// @param places where it keeps what it has
    /// @param finding who helps it to find others
    public static Serving start(Home home, Places places, Addresses addresses, Finding finding, Chance chance)
            throws IOException {
        Me me = me(home);
        Settings settings = Settings.from(home.config());
        String token = home.apiToken();
        var options = new HostOptions(
                me.key(),
                addresses.listen(),
                "kith/" + Version.TEXT,
                HostLimits.DEFAULT,
                chance.entropy(),
                chance.clock());
        Libp2pHost host = Libp2pHost.start(options, Libp2pHost.QuicStart.SOON);
        try {
            Disk disk = Disks.open(home, places, me.did(), chance);
            var denylists = DenylistBook.open(disk.ledger(), Denylist.in(home.denylist()), chance.clock());
            var people = new People(disk.ledger(), me.did());
            var connectivity = Connectivity.start(host, me.key(), people, router(finding), chance);
            var location = ContentLocation.start(
                    host, disk.holdings(), denylists, connectivity::isCallable, chance.clock(), chance.entropy());
            var outside = new Outside(host, people, location, connectivity, List.of(location, connectivity));
            Node node = new Node(me, outside, disk, settings, chance, denylists);
            node.accounts().settings(settings(home));
            try {
                var door = new HttpDoor(node, token, addresses.http());
                door.start();
                node.start();
                Search search = Search.start(node.whereabouts(), host, me.key(), location.table(), finding, chance);
                return new Serving(me, host, node, door, search);
            } catch (IOException | RuntimeException e) {
                node.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private static ReachOptions.AskRouter router(Finding finding) {
        return switch (finding.router()) {
            case ASKED -> ReachOptions.AskRouter.YES;
            case LEFT_ALONE -> ReachOptions.AskRouter.NO;
        };
    }

    private static Map<String, String> settings(Home home) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Properties config = home.config();
        config.stringPropertyNames().forEach(name -> settings.put(name, config.getProperty(name)));
        return settings;
    }

    private static Me me(Home home) throws IOException {
        SigningKey key = home.deviceKey();
        Delegation delegation = home.delegation();
        var device = new Device(new Passport(delegation.passport(), home.name()), delegation);
        if (!home.hasPassportKey()) {
            return new Me(device, key, Salt.of(home.ownSalt()), Optional.empty());
        }
        SigningKey root = home.passportKey();
        return new Me(device, key, Me.saltOf(root), Optional.of(root));
    }

    public PeerId peerId() {
        return me.peer();
    }

    /// Where other nodes reach this one.
    public List<Multiaddr> addresses() {
        return host.addresses();
    }

    /// Where the owner's page and API are.
    public URI url() {
        return door.url();
    }

    Node node() {
        return node;
    }

    Libp2pHost host() {
        return host;
    }

    @Override
    public void close() throws IOException {
        door.close();
        search.close();
        node.close();
    }
}
