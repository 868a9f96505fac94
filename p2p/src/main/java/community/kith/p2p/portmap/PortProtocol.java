package community.kith.p2p.portmap;

/// What a port is of.
public enum PortProtocol {
    TCP(6),
    UDP(17);

    private final int ianaNumber;

    PortProtocol(int ianaNumber) {
        this.ianaNumber = ianaNumber;
    }

    int ianaNumber() {
        return ianaNumber;
    }
}
