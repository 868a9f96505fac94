package community.kith.interop.libp2p;

import community.kith.interop.matrix.Part;

/// QUIC, with js-libp2p's, which is rust's quinn.
@Part("QUIC v1")
class JsQuicTest extends JsContract {
    JsQuicTest() {
        super(Way.QUIC);
    }
}
