package community.kith.interop.libp2p;

import community.kith.interop.matrix.Part;

/// TCP, TLS 1.3 and yamux, with js-libp2p's TLS.
@Part("TCP, TLS 1.3, yamux")
class JsTlsTest extends JsContract {
    JsTlsTest() {
        super(Way.TCP_TLS);
    }
}
