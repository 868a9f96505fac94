package community.kith.p2p.identify;

import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Multiaddr;
import community.kith.p2p.protobuf.ProtoReader;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers identify messages into one [PeerInfo].
final class PeerInfoParser {
    private static final int MAX_PROTOCOLS = 512;
    private static final int MAX_TEXT_BYTES = 512;
    private static final int MAX_KEY_BYTES = 4096;
    private static final int MAX_RECORD_BYTES = 16 * 1024;

    private String agent = "";
    private Optional<VerifyingKey> key = Optional.empty();
    private final List<Multiaddr> listen = new ArrayList<>();
    private final List<Multiaddr> observed = new ArrayList<>();
    private final List<String> protocols = new ArrayList<>();
    private Optional<PeerRecord> record = Optional.empty();

    void add(byte[] message) throws ProtocolException {
        ProtoReader reader = new ProtoReader("identify", message);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = Optional.of(VerifyingKey.fromProtobuf(reader.bytes(MAX_KEY_BYTES)));
                case 2 -> Addresses.add(listen, reader.bytes(Multiaddr.MAX_BYTES));
                case 3 -> addProtocol(reader.text(MAX_TEXT_BYTES));
                case 4 -> Addresses.add(observed, reader.bytes(Multiaddr.MAX_BYTES));
                case 6 -> agent = reader.text(MAX_TEXT_BYTES);
                case 8 -> record = Optional.of(PeerRecord.open(reader.bytes(MAX_RECORD_BYTES)));
                default -> {}
            }
        }
    }

    private void addProtocol(String protocol) throws ProtocolException {
        if (protocols.size() >= MAX_PROTOCOLS) {
            throw new ProtocolException("identify: more than " + MAX_PROTOCOLS + " protocols");
        }
        protocols.add(protocol);
    }

    PeerInfo info() {
        Optional<Multiaddr> seenAs = observed.isEmpty() ? Optional.empty() : Optional.of(observed.getLast());
        return new PeerInfo(agent, key, listen, seenAs, protocols, record);
    }
}
