package community.kith.p2p.discovery;

import community.kith.base.name.Multiaddr;
import community.kith.p2p.discovery.DnsMessage.Question;
import community.kith.p2p.transport.Scope;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The service all libp2p peers of a network announce, and the name of one's own entry in it, which says nothing about
/// the peer.
///
/// @param own drawn by lot, a full name below the service
record ServiceName(String service, String own) {
    static final String EVERYBODY = "_p2p._udp.local";
    private static final String ALL_SERVICES = "_services._dns-sd._udp.local";
    private static final String KEY = "dnsaddr=";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_CHARS = 40;
    private static final long TIME_TO_LIVE = 120;
    private static final int MAX_TEXT = 255;
    /// What is announced must fit one Ethernet frame.
    private static final int MAX_BYTES = 1200;

    static ServiceName drawn(RandomGenerator random) {
        StringBuilder label = new StringBuilder();
        for (int i = 0; i < NAME_CHARS; i++) {
            label.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new ServiceName(EVERYBODY, label + "." + EVERYBODY);
    }

    DnsMessage question() {
        return DnsMessage.query(new Question(service, DnsMessage.PTR));
    }

    /// What of a query is about us.
    Optional<Question> question(DnsMessage query) {
        return query.questions().stream()
                .filter(one -> one.asksFor(service, DnsMessage.PTR) || one.asksFor(own, DnsMessage.TXT))
                .findFirst();
    }

    /// What of a query is about which services there are at all.
    static Optional<Question> aboutServices(DnsMessage query) {
        return query.questions().stream()
                .filter(one -> one.asksFor(ALL_SERVICES, DnsMessage.PTR))
                .findFirst();
    }

    DnsMessage services() {
        return DnsMessage.response(
                List.of(new DnsRecord(ALL_SERVICES, TIME_TO_LIVE, new DnsRecord.Pointer(service))), List.of());
    }

    /// Says where we are; each address ends in our peer id.
    DnsMessage answer(List<Multiaddr> addresses) {
        List<byte[]> texts = new ArrayList<>();
        int bytes = 0;
        for (Multiaddr address : addresses) {
            byte[] text = (KEY + address).getBytes(StandardCharsets.UTF_8);
            if (text.length <= MAX_TEXT && bytes + text.length < MAX_BYTES) {
                texts.add(text);
                bytes += text.length + 1;
            }
        }
        DnsRecord pointer = new DnsRecord(service, TIME_TO_LIVE, new DnsRecord.Pointer(own));
        DnsRecord text = new DnsRecord(own, TIME_TO_LIVE, new DnsRecord.Text(texts));
        return DnsMessage.response(List.of(pointer), List.of(text));
    }

    /// The peer that a response tells of, if it is another one and has addresses of these scopes.
    Optional<Found> found(DnsMessage response, Set<Scope> scopes) {
        List<DnsRecord> records = new ArrayList<>(response.answers());
        records.addAll(response.additional());
        for (DnsRecord record : response.answers()) {
            if (record.name().equals(service)
                    && record.timeToLive() > 0
                    && record.data() instanceof DnsRecord.Pointer pointer
                    && !pointer.target().equals(own)) {
                return found(records, pointer.target(), scopes);
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> found(List<DnsRecord> records, String name, Set<Scope> scopes) {
        List<Multiaddr> addresses = new ArrayList<>();
        for (DnsRecord record : records) {
            if (record.name().equals(name) && record.data() instanceof DnsRecord.Text text) {
                text.strings()
                        .forEach(string -> address(string)
                                .filter(address -> scopes.contains(Scope.of(address)))
                                .ifPresent(addresses::add));
            }
        }
        return addresses.stream()
                .flatMap(address -> address.peerId().stream())
                .findFirst()
                .map(peer -> Found.of(peer, addresses));
    }

    private static Optional<Multiaddr> address(byte[] string) {
        String text = new String(string, StandardCharsets.UTF_8);
        if (!text.startsWith(KEY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Multiaddr.parse(text.substring(KEY.length())));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }
}
