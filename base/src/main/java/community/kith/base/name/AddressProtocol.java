package community.kith.base.name;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The address components that this program knows. Source: multiaddr's protocols.csv.
enum AddressProtocol {
    IP4(4, "ip4", AddressValue.IP4),
    TCP(6, "tcp", AddressValue.PORT),
    DCCP(33, "dccp", AddressValue.PORT),
    IP6(41, "ip6", AddressValue.IP6),
    IP6ZONE(42, "ip6zone", AddressValue.NAME),
    IPCIDR(43, "ipcidr", AddressValue.MASK_BITS),
    DNS(53, "dns", AddressValue.NAME),
    DNS4(54, "dns4", AddressValue.NAME),
    DNS6(55, "dns6", AddressValue.NAME),
    DNSADDR(56, "dnsaddr", AddressValue.NAME),
    SCTP(132, "sctp", AddressValue.PORT),
    UDP(273, "udp", AddressValue.PORT),
    P2P_WEBRTC_STAR(275, "p2p-webrtc-star", AddressValue.NOTHING),
    P2P_WEBRTC_DIRECT(276, "p2p-webrtc-direct", AddressValue.NOTHING),
    P2P_STARDUST(277, "p2p-stardust", AddressValue.NOTHING),
    WEBRTC_DIRECT(280, "webrtc-direct", AddressValue.NOTHING),
    WEBRTC(281, "webrtc", AddressValue.NOTHING),
    P2P_CIRCUIT(290, "p2p-circuit", AddressValue.NOTHING),
    UDT(301, "udt", AddressValue.NOTHING),
    UTP(302, "utp", AddressValue.NOTHING),
    P2P(421, "p2p", AddressValue.PEER),
    HTTPS(443, "https", AddressValue.NOTHING),
    TLS(448, "tls", AddressValue.NOTHING),
    SNI(449, "sni", AddressValue.NAME),
    NOISE(454, "noise", AddressValue.NOTHING),
    QUIC(460, "quic", AddressValue.NOTHING),
    QUIC_V1(461, "quic-v1", AddressValue.NOTHING),
    WEBTRANSPORT(465, "webtransport", AddressValue.NOTHING),
    CERTHASH(466, "certhash", AddressValue.CERTIFICATE),
    WS(477, "ws", AddressValue.NOTHING),
    WSS(478, "wss", AddressValue.NOTHING),
    HTTP(480, "http", AddressValue.NOTHING),
    /// Not in the table: how the components after an unknown code are kept and shown.
    UNKNOWN(-1, "unknown", AddressValue.REST);

    private static final Map<Integer, AddressProtocol> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(p -> p.code, Function.identity()));
    private static final Map<String, AddressProtocol> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(p -> p.label, Function.identity()));

    private final int code;
    private final String label;
    private final AddressValue value;

    AddressProtocol(int code, String label, AddressValue value) {
        this.code = code;
        this.label = label;
        this.value = value;
    }

    int code() {
        return code;
    }

    String label() {
        return label;
    }

    AddressValue value() {
        return value;
    }

    static AddressProtocol byCode(long code) {
        return code > Integer.MAX_VALUE ? UNKNOWN : BY_CODE.getOrDefault((int) code, UNKNOWN);
    }

    /// Also by the old name of `p2p`, which was `ipfs`.
    static Optional<AddressProtocol> byLabel(String label) {
        return Optional.ofNullable(BY_LABEL.get(label.equals("ipfs") ? P2P.label : label));
    }
}
