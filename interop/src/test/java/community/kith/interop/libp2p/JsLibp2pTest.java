package community.kith.interop.libp2p;

import community.kith.interop.matrix.Part;

/// TCP, Noise and yamux: what every libp2p peer speaks.
@Part("TCP, Noise, yamux")
class JsLibp2pTest extends JsContract {
    JsLibp2pTest() {
        super(Way.TCP_NOISE);
    }
}
