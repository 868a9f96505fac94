package community.kith.interop.libp2p;

/// TCP, TLS 1.3 and yamux, with js-libp2p's TLS.
class JsTlsTest extends JsContract {
    JsTlsTest() {
        super(Way.TCP_TLS);
    }
}
