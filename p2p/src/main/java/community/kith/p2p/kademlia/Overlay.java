package community.kith.p2p.kademlia;

/// A network of nodes that speak the same protocol, apart from those that speak another.
///
/// @param prefix what its protocol begins with, such as `/ipfs`
/// @param reach which addresses are passed on in it
public record Overlay(String prefix, Reach reach) {
    /// Kith's own.
    public static final Overlay KITH = new Overlay("/kith", Reach.ANYWHERE);

    /// IPFS's, across the internet.
    public static final Overlay IPFS = new Overlay("/ipfs", Reach.INTERNET);

    /// IPFS's, within a house.
    public static final Overlay IPFS_LAN = new Overlay("/ipfs/lan", Reach.HOUSE);

    /// The protocol its servers speak.
    public String protocol() {
        return prefix + "/kad/1.0.0";
    }
}
