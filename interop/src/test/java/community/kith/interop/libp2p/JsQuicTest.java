package community.kith.interop.libp2p;

/// QUIC, with js-libp2p's, which is rust's quinn.
class JsQuicTest extends JsContract {
    JsQuicTest() {
        super(Way.QUIC);
    }
}
