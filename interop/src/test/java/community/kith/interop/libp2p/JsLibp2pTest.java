package community.kith.interop.libp2p;

/// TCP, Noise and yamux: what every libp2p peer speaks.
class JsLibp2pTest extends JsContract {
    JsLibp2pTest() {
        super(Way.TCP_NOISE);
    }
}
